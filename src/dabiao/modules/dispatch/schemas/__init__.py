"""Wire shapes of dispatch."""
