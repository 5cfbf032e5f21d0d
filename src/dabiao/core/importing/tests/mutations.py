"""Damage done to files with a seed, so that whatever it finds can be found again."""

import random
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from dabiao.core.importing.tests.books import zipped

_CODECS = ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "shift_jis", "latin-1")
_PIECES = [b'"', b"\x00", b"\r", b"\n", b",", b"\xff\xfe", b"\x1b", b"'", b"=", b"\xef\xbb\xbf", b"]]>", b"<"]
_NUMBERS = ["-1", "0", "999999999999", "1E308", "NaN", "", "A1:XFD1048576", "é", "0x10", "&#0;", "&lt;"]
_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r'="[^"]*"')
Mutation = Callable[[bytes, random.Random], bytes]


def bytes_changed(content: bytes, rng: random.Random) -> bytes:
    """Some bytes flipped, replaced, removed, doubled or put in."""
    data = bytearray(content)
    for _ in range(rng.randrange(1, 9)):
        at = rng.randrange(len(data) or 1)
        kind = rng.randrange(5)
        if kind == 0 and data:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del data[at : at + rng.randrange(1, 40)]
        elif kind == 2:
            data[at:at] = data[at : at + rng.randrange(1, 200)]
        elif kind == 3:
            data[at:at] = rng.choice(_PIECES)
        else:
            data[at:at] = rng.randbytes(rng.randrange(1, 30))
    return bytes(data)


def truncated(content: bytes, rng: random.Random) -> bytes:
    return (
        content[rng.randrange(1, len(content)) :]
        if rng.random() < 0.2
        else content[: rng.randrange(1, len(content))]
    )


def encodings_mixed(content: bytes, rng: random.Random) -> bytes:
    """Lines in several encodings, as files pasted together are."""
    text = content.decode("utf-8", "replace")
    lines = text.splitlines(keepends=True)
    return b"".join(line.encode(rng.choice(_CODECS), "ignore") for line in lines)


def zip_rebuilt(content: bytes, rng: random.Random) -> bytes:
    """Parts lost, doubled, renamed, exchanged, emptied, or full of another part."""
    parts = _parts(content)
    for _ in range(rng.randrange(1, 4)):
        names = sorted(parts)
        one, other = rng.choice(names), rng.choice(names)
        kind = rng.randrange(6)
        if kind == 0 and len(parts) > 1:
            del parts[one]
        elif kind == 1:
            parts[one], parts[other] = parts[other], parts[one]
        elif kind == 2:
            parts[rng.choice([one.upper(), f"../{one}", f"/{one}", one.replace("/", "\\"), "x" * 300])] = (
                parts.pop(one)
            )
        elif kind == 3:
            parts[one] = b""
        elif kind == 4:
            parts[one] = parts[other] * rng.randrange(2, 5)
        else:
            parts[f"xl/worksheets/sheet{rng.randrange(9)}.xml"] = parts[one]
    return zipped(parts)


def directory_falsified(content: bytes, rng: random.Random) -> bytes:
    """Sizes, checksums, flags and places of the archive's own directory, told wrong."""
    data = bytearray(content)
    places = [found.start() for found in re.finditer(b"PK\x01\x02", content)]
    for _ in range(rng.randrange(1, 4)):
        at = rng.choice(places)
        offset, form = rng.choice(
            [(8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (28, "<H"), (42, "<I")]
        )
        top = 0xFFFF if form == "<H" else 0xFFFFFFFF
        struct.pack_into(form, data, at + offset, rng.choice([0, 1, top, rng.randrange(top)]))
    return bytes(data)


def xml_cut_up(content: bytes, rng: random.Random) -> bytes:
    """Under a sound zip: tags lost, doubled and moved, values that no program writes."""
    parts = _parts(content)
    name = rng.choice(sorted(name for name in parts if name.endswith((".xml", ".rels"))))
    text = parts[name].decode("utf-8", "replace")
    for _ in range(rng.randrange(1, 6)):
        text = rng.choice(_SURGERY)(text, rng)
    return zipped({**parts, name: text.encode()})


def _tag_lost(text: str, rng: random.Random) -> str:
    tags = list(_TAG.finditer(text))
    if not tags:
        return text
    one = rng.choice(tags)
    return text[: one.start()] + text[one.end() :]


def _tag_doubled(text: str, rng: random.Random) -> str:
    tags = list(_TAG.finditer(text))
    if not tags:
        return text
    one, there = rng.choice(tags), rng.choice(tags).start()
    return text[:there] + one[0] * rng.choice([1, 1, 2, 400]) + text[there:]


def _value_changed(text: str, rng: random.Random) -> str:
    values = list(_VALUE.finditer(text))
    if not values:
        return text
    one = rng.choice(values)
    return f'{text[: one.start()]}="{rng.choice(_NUMBERS)}"{text[one.end() :]}'


def _entity(text: str, _: random.Random) -> str:
    head = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    return head + re.sub(r"<v>[^<]*</v>", "<v>&c;</v>", text, count=1)


def _content_changed(text: str, rng: random.Random) -> str:
    return re.sub(r">[^<]+<", f">{rng.choice(_NUMBERS)}<", text, count=rng.randrange(1, 6))


_SURGERY = (_tag_lost, _tag_doubled, _value_changed, _value_changed, _content_changed, _entity)
ON_CSV: tuple[Mutation, ...] = (bytes_changed, truncated, encodings_mixed)
ON_XLSX: tuple[Mutation, ...] = (
    bytes_changed,
    truncated,
    zip_rebuilt,
    directory_falsified,
    xml_cut_up,
    xml_cut_up,
)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def mutated(sound: Mapping[str, bytes], seed: int) -> tuple[str, bytes]:
    """One damaged file, and what was done to what, for the message of a failing test."""
    rng = random.Random(seed)
    name = rng.choice(sorted(sound))
    how = rng.choice(ON_XLSX if "xlsx" in name else ON_CSV)
    return f"seed {seed}: {how.__name__} on {name}", how(sound[name], rng)
