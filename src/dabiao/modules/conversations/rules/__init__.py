"""Pure functions of conversations: no Django, no clock, no I/O."""
