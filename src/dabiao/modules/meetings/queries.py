"""Reads of meetings. Each starts from what the actor may see."""
