"""Looks at an XLSX archive's directory before anything is unpacked: is it one at all, and is it safe to open?"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dabiao.core.errors import DomainError, Invalid
from dabiao.core.importing.reading import limits

_SUSPICIOUS_FROM = 10 * 1024 * 1024
_STRINGS = "sharedstrings.xml"
_OTHERS = (
    ("word/", "DOCX"),
    ("ppt/", "PPTX"),
    ("xl/workbook.bin", "XLSB"),
    ("content.xml", "ODS"),
    ("Index/", "Numbers"),
    ("META-INF/MANIFEST.MF", "JAR"),
)


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Whatever a broken workbook makes the readers raise becomes `importing.xlsx_damaged`."""
    try:
        yield
    except DomainError:
        raise
    except Exception as error:  # zip, zlib, XML and openpyxl raise some twenty kinds between them
        raise Invalid("importing.xlsx_damaged", field="file") from error


def check(path: Path) -> None:
    """Raises `importing.xlsx_damaged`, `.not_xlsx`, `.file_encrypted`, `.unpacks_too_large`."""
    with refusing_damage(), zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        _check_kind([part.filename for part in parts])
        if any(part.flag_bits & 0x1 for part in parts):
            raise Invalid("importing.file_encrypted", field="file")
        _check_sizes(parts)


def _check_kind(names: list[str]) -> None:
    if "[Content_Types].xml" in names and "xl/workbook.bin" not in names:
        if any(name.lower().startswith("xl/worksheets/") for name in names):
            return
        if any(name.startswith("xl/") for name in names):
            raise Invalid("importing.no_sheet", field="file")
    found = next((kind for start, kind in _OTHERS if any(name.startswith(start) for name in names)), "ZIP")
    raise Invalid("importing.not_xlsx", field="file", found=found)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    """Declared sizes suffice: the zip reader never unpacks more of a part than it declares."""
    allowed = limits.current().bytes
    whole = sum(part.file_size for part in parts)
    if len(parts) > limits.XLSX_PARTS or whole > allowed * limits.XLSX_GROWTH:
        raise _too_large(whole, allowed * limits.XLSX_GROWTH)
    for part in parts:
        swollen = (
            part.file_size > _SUSPICIOUS_FROM and part.file_size > part.compress_size * limits.XLSX_RATIO
        )
        if swollen or (part.filename.lower().endswith(_STRINGS) and part.file_size > allowed):
            raise _too_large(part.file_size, allowed)


def _too_large(size: int, limit: int) -> Invalid:
    return Invalid("importing.unpacks_too_large", field="file", size_mb=size >> 20, limit_mb=limit >> 20)
