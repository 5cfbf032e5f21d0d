"""What checks does when something happens elsewhere."""
