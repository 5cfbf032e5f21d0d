"""Values of checks."""
