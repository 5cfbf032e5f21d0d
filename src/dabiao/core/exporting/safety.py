"""Keeping a cell from being taken for a formula by whatever program opens the file."""

import re

_STARTS = "=+-@\t\r\n＝＋－＠"
_NEGATIVE = re.compile(r"-\d[\d,]*(?:\.\d+)?%?")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet could run the text. A negative number is none."""
    return bool(text) and text[0] in _STARTS and not _NEGATIVE.fullmatch(text)


def neutral(text: str) -> str:
    """For CSV: `=cmd()` becomes `'=cmd()`, shown as text by every program. Our importer takes the quote away again."""
    return f"'{text}" if is_dangerous(text) else text
