"""Reads of plans. Each starts from what the actor may see."""
