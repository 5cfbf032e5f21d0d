"""Values of meetings."""
