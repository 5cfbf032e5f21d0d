"""What people type into a sheet of targets, as figures."""

from datetime import date
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.core.importing.parsing import numbers
from dabiao.core.text import clean_cell

LARGEST = 10**14


def figure(value: Any, measured: str) -> int | None:
    """12.5万, １２０, 1,200.50 or a number, in minor units or pieces; None for an empty cell. Raises `importing.*`,
    `targets.figure_out_of_range`."""
    if isinstance(value, bool | date):
        raise Invalid("importing.not_a_number", value=clean_cell(value))
    text = clean_cell(value)
    if not text.strip():
        return None
    if measured == "money":
        found = numbers.money(text, allow_negative=True)
    elif measured == "ratio":
        found = numbers.scaled(text.replace("%", "").replace("％", ""), 2)
    else:
        found = numbers.scaled(text, 0)
    if not 0 <= found <= LARGEST:
        raise Invalid("targets.figure_out_of_range", value=found, limit=LARGEST)
    return found


def shown(figure: int | None, measured: str) -> str | None:
    """As a spreadsheet keeps it, exactly: yuan, percent, or pieces."""
    if figure is None or measured == "count":
        return None if figure is None else str(figure)
    return f"{figure // 100}.{figure % 100:02d}"
