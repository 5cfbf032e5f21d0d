"""Wire shapes of targets."""
