"""Schedules, timer handlers and job handlers of market."""
