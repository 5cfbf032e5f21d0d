"""What reports does when something happens elsewhere."""
