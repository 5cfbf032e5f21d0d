"""Pure functions of checks: no Django, no clock, no I/O."""
