"""Values of sales_events."""
