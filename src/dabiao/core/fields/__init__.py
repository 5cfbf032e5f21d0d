"""Custom fields: what a company adds to its records, typed, in one JSON column of each (ADR 0011)."""
