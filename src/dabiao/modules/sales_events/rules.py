"""Pure functions of sales_events: no Django, no clock, no I/O."""
