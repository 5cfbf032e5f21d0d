"""Wire shapes of sales_events."""
