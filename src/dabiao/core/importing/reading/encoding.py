"""Which encoding a text file is written in: a byte order mark, else UTF-8 strictly, else GB18030 or Big5.

The whole file is tried, a block at a time, so that a byte no encoding knows is found before anything is imported.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

import charset_normalizer

from dabiao.core.errors import Invalid

SPELLED = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "gb18030": "GB18030",
    "cp950": "Big5",
    "big5hkscs": "Big5-HKSCS",
}
BY_NAME = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "big5": "cp950",
    "cp950": "cp950",
    "big5hkscs": "big5hkscs",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "windows-1252": "cp1252",
}
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = ("gb18030", "cp950", "big5hkscs")
_BLOCK = 1 << 20
_HEAD = 64 * 1024
_SAMPLE = 32 * 1024
_SURE_UTF8 = 12  # three-byte characters read before the first fault: no other encoding does that by chance


def detect(path: Path) -> str:
    """The codec that decodes every byte of the file. Raises `importing.encoding_unknown` naming the faulty byte."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    marked = _marked(head)
    if marked is not None:
        _demand(path, marked)
        return marked
    if head.count(b"\x00") > len(head) // 10:
        raise Invalid("importing.not_a_table", field="file", found="binary")
    broken_at = first_fault(path, "utf-8")
    if broken_at is None:
        return "utf-8"
    if _looks_utf8_until(path, broken_at):
        raise _unknown(path, "utf-8", broken_at)
    return _chinese(path, broken_at)


def checked(path: Path, name: str) -> str:
    """The encoding a person named, if it is one we read and it decodes the whole file."""
    codec = BY_NAME.get(name.casefold().replace("_", "-"))
    if codec is None:
        raise Invalid(
            "importing.unknown_encoding_name", field="encoding", value=name, known=", ".join(BY_NAME)
        )
    _demand(path, codec)
    return codec


def first_fault(path: Path, encoding: str) -> int | None:
    """The offset of the first byte that `encoding` cannot read; None when it reads the file to its end."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    fed = 0
    for block in _blocks(path):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            return fed - pending + error.start
        except UnicodeError:  # a UTF-16 decoder that misses its byte order mark
            return fed - pending
        fed += len(block)
    return None


def _blocks(path: Path) -> Iterator[bytes]:
    """The file in blocks, then one empty block that says it has ended."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
    yield b""


def _marked(head: bytes) -> str | None:
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    return _unmarked_utf16(head)


def _unmarked_utf16(head: bytes) -> str | None:
    """ASCII delimiters and line ends leave zeros on one side only."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) or max(even, odd) <= len(head) // 10:
        return None
    codec = "utf-16-le" if odd else "utf-16-be"
    return codec if "\n" in head.decode(codec, "ignore") else None


def _chinese(path: Path, broken_at: int) -> str:
    faults = {codec: first_fault(path, codec) for codec in _CHINESE}
    fit = [codec for codec in _CHINESE if faults[codec] is None]
    if fit == ["cp950", "big5hkscs"]:
        return "cp950"
    if len(fit) > 1:
        return _likelier(path, fit)
    if fit:
        return fit[0]
    furthest = max(_CHINESE, key=lambda codec: faults[codec] or 0)
    reached = faults[furthest] or 0
    raise _unknown(path, furthest, reached) if reached > broken_at else _unknown(path, "utf-8", broken_at)


def _likelier(path: Path, fit: list[str]) -> str:
    """Big5 bytes are mostly valid GB18030 as well; the text that reads as language wins."""
    best = charset_normalizer.from_bytes(_telling_lines(path), cp_isolation=fit[:2]).best()
    return best.encoding if best is not None and best.encoding in fit else fit[0]


def _telling_lines(path: Path) -> bytes:
    """The first lines that are not plain ASCII."""
    taken = bytearray()
    with path.open("rb") as file:
        while len(taken) < _SAMPLE and (line := file.readline(_SAMPLE)):
            if not line.isascii():
                taken += line
    return bytes(taken)


def _looks_utf8_until(path: Path, fault: int) -> bool:
    with path.open("rb") as file:
        text = file.read(min(fault, _BLOCK)).decode("utf-8", "ignore")
    return sum("\u2e80" <= char <= "\uffef" for char in text) >= _SURE_UTF8


def _demand(path: Path, encoding: str) -> None:
    fault = first_fault(path, encoding)
    if fault is not None:
        raise _unknown(path, encoding, fault)


def _unknown(path: Path, encoding: str, offset: int) -> Invalid:
    line = 1
    with path.open("rb") as file:
        left = offset
        while left > 0 and (block := file.read(min(left, _BLOCK))):
            line += block.count(b"\n")
            left -= len(block)
    tried = SPELLED.get(encoding.removesuffix("-sig"), encoding)
    return Invalid("importing.encoding_unknown", field="file", offset=offset, line=line, encoding=tried)
