"""What sales_events does when something happens elsewhere."""
