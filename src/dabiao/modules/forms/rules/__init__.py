"""Pure functions of forms: no Django, no clock, no I/O."""
