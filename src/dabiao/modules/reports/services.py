"""Writes of reports: one promise each, one transaction each."""
