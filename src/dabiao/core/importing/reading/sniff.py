"""What a file is, told by its first bytes and never by its name."""

from pathlib import Path
from typing import Literal

from dabiao.core.errors import Invalid

Format = Literal["csv", "xlsx"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 64 * 1024
_FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"SQLite format 3": "SQLite",
    b"{\\rtf": "RTF",
}
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg")


def format_of(path: Path) -> Format:
    """Raises `importing.file_empty`, `.file_encrypted`, `.old_excel`, `.not_a_table` (naming what it is instead)."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise Invalid("importing.file_empty", field="file")
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(_OLE):
        raise Invalid(_ole_code(path), field="file")
    for magic, name in _FOREIGN.items():
        if head.startswith(magic):
            raise Invalid("importing.not_a_table", field="file", found=name)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Invalid("importing.not_a_table", field="file", found="HTML/XML")
    return "csv"


def _ole_code(path: Path) -> str:
    """A password makes an XLSX an OLE container, as an Excel 97 file is one; its directory tells them apart."""
    kept = b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if _ENCRYPTED in kept + block:
                return "importing.file_encrypted"
            kept = block[-len(_ENCRYPTED) :]
    return "importing.old_excel"
