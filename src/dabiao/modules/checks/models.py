"""Rows of checks."""
