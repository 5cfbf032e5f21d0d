"""Wire shapes of reports."""
