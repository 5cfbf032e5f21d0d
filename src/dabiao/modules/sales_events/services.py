"""Writes of sales_events: one promise each, one transaction each."""
