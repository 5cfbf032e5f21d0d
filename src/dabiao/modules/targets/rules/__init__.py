"""Pure functions of targets: no Django, no clock, no I/O."""
