"""Reads of visits. Each starts from what the actor may see."""
