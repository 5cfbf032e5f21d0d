"""Reads of quotas. Each starts from what the actor may see."""
