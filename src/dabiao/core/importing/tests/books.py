"""Workbooks for these tests: sound ones through openpyxl, damaged ones part by part."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def book(
    *rows: Sequence[Any], title: str = "Sheet1", more: Mapping[str, Sequence[Sequence[Any]]] | None = None
) -> bytes:
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for name, others in (more or {}).items():
        sheet = made.create_sheet(name)
        for row in others:
            sheet.append(row)
    return saved(made)


def saved(made: Workbook) -> bytes:
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def with_sheet(xml: str, *, strings: str = "", extra: Mapping[str, bytes] | None = None) -> bytes:
    """The smallest workbook around one sheet of raw XML."""
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    sheets = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    parts = {
        "[Content_Types].xml": types,
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": xml.replace("<worksheet>", f'<worksheet xmlns="{_MAIN}">'),
        **({"xl/sharedStrings.xml": strings.replace("<sst>", f'<sst xmlns="{_MAIN}">')} if strings else {}),
    }
    return zipped({name: part.encode() for name, part in parts.items()} | dict(extra or {}))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet(*rows: str) -> str:
    return f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>"
