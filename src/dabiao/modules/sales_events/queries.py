"""Reads of sales_events. Each starts from what the actor may see."""
