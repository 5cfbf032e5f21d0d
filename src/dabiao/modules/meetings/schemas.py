"""Wire shapes of meetings."""
