"""Wire shapes of opportunities."""
