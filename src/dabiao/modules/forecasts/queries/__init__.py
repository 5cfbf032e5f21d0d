"""Reads of forecasts. Each starts from what the actor may see."""
