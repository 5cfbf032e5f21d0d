"""Values of plans."""
