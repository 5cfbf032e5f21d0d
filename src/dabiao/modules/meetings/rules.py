"""Pure functions of meetings: no Django, no clock, no I/O."""
