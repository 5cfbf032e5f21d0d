"""Writes of checks: one promise each, one transaction each."""
