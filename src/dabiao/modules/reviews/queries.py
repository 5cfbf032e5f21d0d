"""Reads of reviews. Each starts from what the actor may see."""
