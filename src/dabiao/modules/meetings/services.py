"""Writes of meetings: one promise each, one transaction each."""
