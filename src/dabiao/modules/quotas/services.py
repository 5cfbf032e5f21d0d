"""Writes of quotas: one promise each, one transaction each."""
