"""Writes of plans: one promise each, one transaction each."""
