"""The XML of one sheet and of the string table, read with expat, a block at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import IO, Any
from xml.parsers import expat

from openpyxl.utils.datetime import from_excel, from_ISO8601

from dabiao.core.errors import Invalid
from dabiao.core.importing.reading import limits
from dabiao.core.importing.reading.rows import SourceRow
from dabiao.core.text import clean_cell, number_text

_BLOCK = 128 * 1024
_LAST_COLUMN = 16_384
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"


@dataclass(frozen=True)
class Styles:
    """Which cell styles show a number as a date, and the day that numbers count from."""

    epoch: datetime
    dates: set[int] = field(default_factory=set)
    durations: set[int] = field(default_factory=set)


def shared_strings(source: IO[bytes]) -> list[str]:
    """The string table of a workbook, phonetic guides left out."""
    table: list[str] = []
    pieces: list[str] = []
    depth = {"t": 0, "rPh": 0}

    def start(name: str, _: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            pieces.clear()
        elif local in depth:
            depth[local] += 1

    def end(name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            table.append(unescape("".join(pieces)))
        elif local in depth:
            depth[local] -= 1

    def characters(text: str) -> None:
        if depth["t"] and not depth["rPh"]:
            pieces.append(text)

    parser = _parser(start, end, characters)
    while block := source.read(_BLOCK):
        parser.Parse(block)
    parser.Parse(b"", True)
    return table


def unescape(text: str) -> str:
    """`_x000D_` stands for a character that XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _parser(start: Any, end: Any, characters: Any) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: Any) -> None:
    raise ValueError("a sheet has no document type; entities could be made to explode")


class SheetRows:
    """Turns the events of one sheet into rows of text."""

    def __init__(self, strings: list[str], styles: Styles) -> None:
        self._strings = strings
        self._styles = styles
        self._ready: list[SourceRow] = []
        self._columns: dict[str, int] = {}
        self._number = 0
        self._column = 0
        self._cells: list[str] = []
        self._size = 0
        self._type = "n"
        self._style = 0
        self._text: list[str] = []
        self._inside = 0

    def read(self, source: IO[bytes]) -> Iterator[SourceRow]:
        parser = _parser(self._start, self._end, self._characters)
        while block := source.read(_BLOCK):
            parser.Parse(block)
            yield from self._taken()
        parser.Parse(b"", True)
        yield from self._taken()

    def _taken(self) -> list[SourceRow]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "c":
            self._open_cell(attributes)
        elif local in ("v", "t"):
            self._inside += 1
        elif local == "rPh":
            self._inside -= 1
        elif local == "row":
            self._open_row(attributes.get("r", ""))

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "c":
            self._close_cell()
        elif local in ("v", "t"):
            self._inside -= 1
        elif local == "rPh":
            self._inside += 1
        elif local == "row" and any(self._cells):
            self._ready.append(SourceRow(self._number, self._cells))

    def _characters(self, text: str) -> None:
        if self._inside > 0:
            self._text.append(text)

    def _open_row(self, number: str) -> None:
        self._number = max(int(number) if number else 0, self._number + 1)
        if self._number > limits.SHEET_ROWS:
            raise ValueError("no sheet has so many rows")
        self._cells, self._column, self._size = [], 0, 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self._column = self._index(place.rstrip(_DIGITS)) if place else self._column + 1
        self._type = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._text.clear()

    def _index(self, letters: str) -> int:
        """1 for A, 27 for AA."""
        index = self._columns.get(letters)
        if index is None:
            index = 0
            for letter in letters[:4]:
                index = index * 26 + ord(letter) - 64
            if not 1 <= index <= _LAST_COLUMN:
                raise ValueError("no sheet has such a column")
            self._columns[letters] = index
        return index

    def _close_cell(self) -> None:
        text = "".join(self._text)
        value = self._value(text) if text else ""
        if not value:
            return
        limits.check_columns(self._column)
        self._size += len(value)
        if self._size > limits.RECORD_CHARS:
            raise Invalid(
                "importing.row_too_large", field="file", row=self._number, limit=limits.RECORD_CHARS
            )
        self._cells.extend([""] * (self._column - len(self._cells)))
        self._cells[self._column - 1] = value

    def _value(self, text: str) -> str:
        if self._type == "s":
            return clean_cell(self._strings[int(text)])
        if self._type == "n":
            return self._number_or_date(text)
        if self._type == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        if self._type == "d":
            return _dated(from_ISO8601(text))
        return clean_cell(unescape(text))

    def _number_or_date(self, text: str) -> str:
        plain = text.removeprefix("-").isdecimal() and len(text) <= 20
        if self._style in self._styles.dates:
            try:
                duration = self._style in self._styles.durations
                return _dated(from_excel(float(text), self._styles.epoch, timedelta=duration))
            except (OverflowError, ValueError):  # out of the calendar: shown as the number it is
                pass
        if plain:
            return text
        try:
            return number_text(float(text))
        except ValueError:
            return clean_cell(text)


def _dated(value: Any) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return clean_cell(value)
