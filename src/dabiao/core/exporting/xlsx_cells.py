"""One value as the XML of one cell."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils.datetime import to_excel

from dabiao.core.exporting.xlsx_parts import DATE, DATETIME, MONEY, QUOTED
from dabiao.core.text import guard, runs_as_formula, unguard

_LONGEST = 32_767
_EXACT = 10**15  # beyond this a spreadsheet rounds
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EARLIEST = date(1900, 3, 1)  # before it, Excel's calendar has a day that never was


def cell(place: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return _text(place, value)
    if isinstance(value, date):
        return _date(place, value)
    if isinstance(value, int | float | Decimal) and -_EXACT < value < _EXACT:
        style = f' s="{MONEY}"' if isinstance(value, Decimal) else ""
        return f'<c r="{place}"{style}><v>{value}</v></c>'
    return _text(place, str(value))


def _text(place: str, value: str) -> str:
    """`quotePrefix` is what Excel itself sets for '=text: shown as typed, never run.

    No mark is needed then, but where the text has one of its own, which our importer would take away.
    """
    text = _UNWRITABLE.sub("", value)[:_LONGEST]
    text = guard(text) if unguard(text) != text else text
    style = f' s="{QUOTED}"' if runs_as_formula(text) else ""
    written = escape(_LOOKS_ESCAPED.sub("_x005F_", text), {"\r": "_x000D_"})
    return f'<c r="{place}" t="inlineStr"{style}><is><t xml:space="preserve">{written}</t></is></c>'


def _date(place: str, value: date) -> str:
    moment = isinstance(value, datetime)
    if (value.date() if isinstance(value, datetime) else value) < _EARLIEST:
        return _text(place, value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat())
    return f'<c r="{place}" s="{DATETIME if moment else DATE}"><v>{to_excel(value)}</v></c>'
