"""Pure functions of quotas: no Django, no clock, no I/O."""
