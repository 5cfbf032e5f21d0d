"""Writes of visits: one promise each, one transaction each."""
