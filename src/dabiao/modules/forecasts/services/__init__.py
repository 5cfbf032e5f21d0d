"""Writes of forecasts: one promise each, one transaction each."""
