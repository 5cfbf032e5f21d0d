"""Wire shapes of checks."""
