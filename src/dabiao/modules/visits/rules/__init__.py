"""Pure functions of visits: no Django, no clock, no I/O."""
