"""Wire shapes of visits."""
