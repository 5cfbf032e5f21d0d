"""Values of visits."""
