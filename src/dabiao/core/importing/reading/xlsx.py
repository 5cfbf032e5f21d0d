"""Rows of a workbook's sheet, streamed.

openpyxl reads the workbook (sheets, styles, date system); the sheet itself and the string table are read here with
expat: three times as fast, indifferent to odd parts behind the data, and without padding a hostile row to a billion
cells.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.xml.constants import SHARED_STRINGS

from dabiao.core.errors import Invalid
from dabiao.core.importing.reading import xlsx_guard
from dabiao.core.importing.reading.rows import SourceRow
from dabiao.core.importing.reading.sheet_xml import SheetRows, Styles, shared_strings


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that hold cells, in their order, and the one to read."""

    sheets: tuple[str, ...]
    sheet: str
    epoch_1904: bool


class _Reader(ExcelReader):
    """openpyxl's reader, kept from the parts that tell nothing of the data and make odd files fail."""

    def load(self, *, cells: bool) -> None:
        self.read_manifest()
        self.read_workbook()
        if cells:
            self.read_strings()
            apply_stylesheet(self.archive, self.wb)

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        name = part.PartName[1:] if part is not None else ""
        if name in self.valid_files:
            with self.archive.open(name) as source:
                self.shared_strings = shared_strings(source)

    def sheets(self) -> dict[str, tuple[str, str]]:
        """Name → (part of the archive, state) of every sheet that holds cells."""
        return {
            sheet.name: (rel.target, sheet.state or "visible")
            for sheet, rel in self.parser.find_sheets()
            if rel.target in self.valid_files and "chartsheet" not in rel.Type
        }


def inspect(path: Path, wanted: str | None = None) -> Workbook:
    """Which sheets there are. Without a name the first visible one is meant. Raises `importing.unknown_sheet`."""
    xlsx_guard.check(path)
    with xlsx_guard.refusing_damage(), opened(path, cells=False) as reader:
        sheets = reader.sheets()
        if not sheets:
            raise Invalid("importing.no_sheet", field="file")
        if wanted is not None and wanted not in sheets:
            raise Invalid("importing.unknown_sheet", field="sheet", value=wanted, known=", ".join(sheets))
        visible = [name for name, (_, state) in sheets.items() if state == "visible"]
        return Workbook(tuple(sheets), wanted or [*visible, *sheets][0], reader.wb.epoch == MAC_EPOCH)


def rows(path: Path, sheet: str) -> Iterator[SourceRow]:
    """Every row that holds anything, the header first. Dates come as ISO text, whole numbers without a fraction."""
    xlsx_guard.check(path)
    with xlsx_guard.refusing_damage(), opened(path, cells=True) as reader:
        book: Any = reader.wb
        styles = Styles(book.epoch, book._date_formats, book._timedelta_formats)
        part, _ = reader.sheets()[sheet]
        with reader.archive.open(part) as source:
            yield from SheetRows(reader.shared_strings, styles).read(source)


@contextmanager
def opened(path: Path, *, cells: bool) -> Iterator[_Reader]:
    """Given an open file, openpyxl goes by what it holds and not by its name."""
    with path.open("rb") as file:
        reader = _Reader(file, read_only=True, data_only=True, keep_links=False)
        try:
            reader.load(cells=cells)
            yield reader
        finally:
            reader.archive.close()
