"""What a file may be called and what it may be: told by its name and by its first bytes, which say more than its name."""

import unicodedata
from pathlib import PurePosixPath

from dabiao.core.errors import Invalid

LONGEST_NAME = 200
HEAD = 1024  # bytes of a file that are looked at

# What runs when it is opened. Inside an archive it is somebody's deliberate step.
_PROGRAMS = frozenset(
    {
        *("exe", "dll", "com", "scr", "pif", "cpl", "msi", "msp", "bat", "cmd", "ps1", "psm1"),
        *("vbs", "vbe", "js", "jse", "mjs", "wsf", "wsh", "hta", "jar", "lnk", "reg", "inf"),
        *("msc", "apk", "ipa", "app", "dmg", "pkg", "deb", "rpm", "run", "sh", "bash", "csh"),
        *("command", "scf", "url", "application", "gadget"),
    }
)
# What can hold programs that some application runs for who opens it.
_RISKY = frozenset(
    {
        *("html", "htm", "xhtml", "shtml", "mht", "mhtml", "svg", "xml", "docm", "dotm", "xlsm", "xltm"),
        *("xlsb", "xlam", "pptm", "potm", "ppam"),
    }
)
_EXECUTABLE = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
_SHOWN = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": "application/pdf",
}
_JOINER = "\u200d"  # holds some emoji together


def checked_name(name: str) -> str:
    """The name as it will be shown and downloaded. Raises `files.name_…` for what no file should be called."""
    plain = unicodedata.normalize("NFC", name).strip()
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in plain.replace(_JOINER, "")):
        raise Invalid("files.name_unseen", field="name")
    if "/" in plain or "\\" in plain:
        raise Invalid("files.name_has_path", field="name")
    if not plain.strip("."):
        raise Invalid("files.name_missing", field="name")
    if len(plain) > LONGEST_NAME:
        raise Invalid("files.name_too_long", field="name", limit=LONGEST_NAME, length=len(plain))
    return plain


def refuse_programs(name: str, head: bytes) -> None:
    """Raises `files.is_program`, whatever the file is called."""
    suffix = suffix_of(name)
    if suffix in _PROGRAMS or head.startswith(_EXECUTABLE) or (head[:2] == b"MZ" and b"\0" in head[:64]):
        raise Invalid("files.is_program", field="file", suffix=suffix)


def is_risky(name: str) -> bool:
    return suffix_of(name) in _RISKY


def shown_type(head: bytes) -> str | None:
    """The type of what a browser may show by itself; None for all else, whatever it is called."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((type for start, type in _SHOWN.items() if head.startswith(start)), None)


def suffix_of(name: str) -> str:
    """Windows ignores dots and blanks at the end of a name."""
    return PurePosixPath(name.rstrip(". ")).suffix.lower().removeprefix(".")


def opens(content_type: str) -> bool:
    """Whether a browser shows it in a page of its own. Only what `shown_type` found is stored under such a type."""
    return content_type == "image/webp" or content_type in _SHOWN.values()
