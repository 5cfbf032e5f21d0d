"""Reads of reports. Each starts from what the actor may see."""
