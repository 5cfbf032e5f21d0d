"""Text as people meant it: one width, plain spaces, nothing invisible. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

# control, format (zero-width, bidi marks, soft hyphen, BOM) and lone surrogates: unseen by people, refused by databases
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
# all of Unicode but ideographs, Hangul and printable ASCII: what else has case, or is seen by nobody
_WITH_CASE_OR_UNSEEN = (
    *range(0x20),
    *range(0x7F, 0x3400),
    *range(0xA000, 0xAC00),
    *range(0xFB00, 0x20000),
    *range(0xE0000, 0xE1000),
)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_EXCEL_TEXT = re.compile(r'="((?:[^"]|"")*)"')
# what a spreadsheet may run: a sign of a formula, or a break into the next cell, also behind blanks and quotes, which
# some programs take away before they look
_FORMULA = re.compile(r"[\s\"'`‘’“”＂＇\ufeff\u200b-\u200f\u2060]*[=+\-@\t\r\n＝＋－＠]")
# one signed number, one phone number, or the mask of one: digits alone run nothing, and with a mark nobody could reckon or
# dial. With an operator between the digits (`+1-555-0100`) a spreadsheet would reckon: that is marked.
_SIGNED = re.compile(r"[+-]\d[\d,]*(?:\.\d+)?%?|\+\d[\d ]{3,20}\d|\+\d*\*{2,}\d*", re.ASCII)


def visible_only(text: str, *, keep: str = "") -> str:
    """`text` without characters that nobody sees, except those in `keep`."""
    if text.isprintable():
        return text
    return "".join(char for char in text if char in keep or unicodedata.category(char) not in _UNSEEN)


def squash(text: str) -> str:
    """One spelling for comparing: full width folded (ＡＢ１ → AB1), white space collapsed, nothing invisible."""
    spaced = " ".join(text.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced
    folded = unicodedata.normalize("NFKC", visible_only(spaced))
    return " ".join(visible_only(folded).split())


# letters, digits and what numbers and addresses are written with; 「，」, 「？」 and brackets are how Chinese is written
_WIDE = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "！（），：；？［］｛｝～＂＇｀"
}


def line(text: str) -> str:
    """For keeping, in one line: as typed, but full-width letters and digits folded (ＡＢ１ → AB1), white space collapsed,
    nothing invisible."""
    spaced = " ".join(text.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced
    composed = unicodedata.normalize("NFC", visible_only(spaced)).translate(_WIDE)
    return " ".join(composed.split())


def key(text: str) -> str:
    """`squash` without case, spaces and punctuation: `Phone No.` and `ｐｈｏｎｅ_no` are the same header."""
    return "".join(char for char in squash(text).casefold() if char.isalnum())


def fold(text: str) -> str:
    """`squash` without case and with every Traditional character as its Simplified one: 「臺灣ＡＢ」 → 「台湾ab」.

    Character by character, so that a part of a text folds to a part of the folded text: for searching and matching,
    never for showing.
    """
    squashed = squash(text).casefold()
    return squashed if squashed.isascii() else squashed.translate(_simplified())


@cache
def folding() -> Mapping[str, str]:
    """What `fold` does beyond NFKC and the lower case of ASCII, character by character: for databases to do the same."""
    table = {chr(old): chr(new) for old, new in _simplified().items()}
    for code in _WITH_CASE_OR_UNSEEN:
        char = chr(code)
        folded = " " if char.isspace() else fold(char)
        if folded != char and unicodedata.is_normalized("NFKC", char):
            table[char] = folded
    return table


@cache
def _simplified() -> dict[int, int]:
    """Code point → code point of the 4,000 characters that differ; loaded when first needed."""
    import opencc

    ideographs = "".join(map(chr, (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))))
    converted = opencc.OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    return {
        ord(old): ord(new)
        for old, new in zip(ideographs, converted, strict=True)
        if len(new) == 1 and new != old
    }


def runs_as_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula. A signed number or a phone number is none."""
    return _FORMULA.match(text) is not None and not _SIGNED.fullmatch(text)


def guard(text: str) -> str:
    """`=cmd()` becomes `'=cmd()`, which every program shows as text. `unguard` gives back exactly what was guarded."""
    return f"'{text}" if runs_as_formula(text) else text


def unguard(text: str) -> str:
    return text[1:] if text[:1] == "'" and runs_as_formula(text[1:]) else text


def tidy(text: str) -> str:
    """For keeping: the characters as typed, inner line breaks as `\\n`, ends trimmed, nothing invisible."""
    if text.isprintable():
        return text.strip()
    return visible_only(_LINE_ENDS.sub("\n", text), keep="\n\t").strip()


def clean_cell(value: object) -> str:
    """A spreadsheet or CSV cell as text: 13812345678.0 → "13812345678", `="0571"` → "0571", dates as ISO, None → ""."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return number_text(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return _clean_text(str(value))


def _clean_text(text: str) -> str:
    if not text or (text[0] not in "='" and text.isprintable()):
        return text.strip()
    if wrapped := _EXCEL_TEXT.fullmatch(text.strip()):
        return tidy(wrapped[1].replace('""', '"'))
    return tidy(unguard(text))


def number_text(value: float | Decimal) -> str:
    """The shortest decimal that a spreadsheet would show: never `1.38E+10`, never `0.30000000000000004`."""
    if isinstance(value, int):
        return str(value)
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else value
    if not number.is_finite():
        return str(value)
    if abs(number.adjusted()) > 40:
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
