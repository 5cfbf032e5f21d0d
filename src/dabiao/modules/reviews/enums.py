"""Values of reviews."""
