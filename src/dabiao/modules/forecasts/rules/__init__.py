"""Pure functions of forecasts: no Django, no clock, no I/O."""
