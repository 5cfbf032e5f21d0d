"""Writes of reviews: one promise each, one transaction each."""
