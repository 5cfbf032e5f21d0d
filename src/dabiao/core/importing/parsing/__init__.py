"""From the text of a cell to a value: dates, money, phones and choices as people write them.

Every parser takes a non-empty text, and gives the value or raises `Invalid` with an `importing.*` code; the field is
added by whoever called.
"""
