"""Wire shapes of channels."""
