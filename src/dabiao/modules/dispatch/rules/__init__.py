"""Pure functions of dispatch: no Django, no clock, no I/O."""
