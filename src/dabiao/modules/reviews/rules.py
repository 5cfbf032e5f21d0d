"""Pure functions of reviews: no Django, no clock, no I/O."""
