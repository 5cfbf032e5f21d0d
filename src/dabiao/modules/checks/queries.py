"""Reads of checks. Each starts from what the actor may see."""
