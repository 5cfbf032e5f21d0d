"""Reads of dispatch. Each starts from what the actor may see."""
