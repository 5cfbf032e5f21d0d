"""Rows of sales_events."""
