"""Pure functions of reports: no Django, no clock, no I/O."""
