"""Schedules, timer handlers and job handlers of quotas: none, since progress is read from the records."""
