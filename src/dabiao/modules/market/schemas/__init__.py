"""Wire shapes of the market."""
