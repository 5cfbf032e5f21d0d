"""Schedules, timer handlers and job handlers of meetings."""
