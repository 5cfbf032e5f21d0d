"""Schedules, timer handlers and job handlers of sales_events."""
