"""Wire shapes of plans."""
