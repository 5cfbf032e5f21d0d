"""Wire shapes of debriefs."""
