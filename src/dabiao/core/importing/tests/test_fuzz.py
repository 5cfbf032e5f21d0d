"""Bytes as accidents and enemies make them: a file is read or refused, never anything else, and soon."""

import csv
import random
import signal
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dabiao.core.errors import DomainError
from dabiao.core.i18n import LANGUAGES, find
from dabiao.core.importing import guessing, plan
from dabiao.core.importing.kinds import ParsedRow
from dabiao.core.importing.plan import Rejected
from dabiao.core.importing.reading import reader
from dabiao.core.importing.reading.survey import survey
from dabiao.core.importing.tests import mutations
from dabiao.core.importing.tests.books import book, sheet, with_sheet, zipped
from dabiao.core.importing.tests.probe import PROBE

SECONDS = 5.0
ROWS = [
    ["name", "phone", "received_at", "amount", "status"],
    *([f"客戶{n}", f"138{n:08}", f"2026年1月{n % 28 + 1}日", f"{n},000.50", "有效"] for n in range(40)),
]


def _csv(rows: list[list[str]], codec: str) -> bytes:
    buffer = StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(rows)
    return buffer.getvalue().encode(codec)


STRINGS = "<sst><si><t>姓名</t></si><si><r><t>张</t></r><r><t>三</t></r></si></sst>"
CELLS = (
    '<row r="{0}"><c r="A{0}" t="s"><v>{1}</v></c><c r="B{0}"><v>13800138000</v></c>'
    '<c r="C{0}" t="d"><v>2024-01-05</v></c></row>'
)
SHEET = sheet(CELLS.format(1, 0), *(CELLS.format(n, 1) for n in range(2, 30)))
SOUND = {
    **{f"csv in {codec}": _csv(ROWS, codec) for codec in ("utf-8", "gb18030", "big5hkscs", "utf-16")},
    "xlsx": book(*ROWS),
    "small xlsx": with_sheet(SHEET, strings=STRINGS),
}


def read_whole(content: bytes) -> int:
    """Everything that happens to a file between upload and `create`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        table = reader.open(path)
        found = survey(table)
        mapping = guessing.guess(PROBE, found.columns) or {table.header[0]: "name"}
        made = plan.build(PROBE, table.header, table.layout, mapping, {})
        rows = [made.read(row) for row in table.rows()]
    assert all(isinstance(row, ParsedRow | Rejected) for row in rows)
    assert len(rows) == found.rows
    return len(rows)


class HangError(BaseException):
    """No `Exception`: the readers turn those into refusals, and a hang is none."""


@contextmanager
def deadline() -> Iterator[None]:
    """Ends a reader that hangs, instead of waiting with it."""

    def late(*_: object) -> None:
        raise HangError(f"not read within {SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def read_or_refused(content: bytes) -> str:
    """The code it is refused with, which has a text in every language; "" for a file that is read."""
    code = ""
    try:
        with deadline():
            read_whole(content)
    except DomainError as error:
        code = error.code
    assert not code or all(find(language, f"errors.{code}") for language in LANGUAGES)
    assert code.startswith("importing.") or not code
    return code


FILES = 3_000


def test_thousands_of_damaged_files_are_each_read_or_refused_in_words() -> None:
    said: Counter[str] = Counter()
    for seed in range(FILES):
        what, content = mutations.mutated(SOUND, seed)
        try:
            said[read_or_refused(content or b"x")] += 1
        except Exception as error:
            error.add_note(what)
            raise
    assert said.total() == FILES
    # damage of every kind came to the reader, and harmless damage was not made much of
    assert said[""] > FILES // 10
    assert len(said) > 10


@pytest.mark.parametrize("name", SOUND)
def test_the_sound_file_is_read(name: str) -> None:
    assert read_whole(SOUND[name]) == (28 if name == "small xlsx" else 40)


def mutated(content: bytes, seed: int, changes: int) -> bytes:
    """Some bytes replaced, removed, doubled or cut off."""
    rng = random.Random(seed)
    data = bytearray(content)
    for _ in range(changes):
        at = rng.randrange(len(data) or 1)
        kind = rng.randrange(6)
        if kind == 0:
            data[at : at + 1] = bytes([rng.randrange(256)])
        elif kind == 1:
            del data[at : at + rng.randrange(1, 40)]
        elif kind == 2:
            data[at:at] = data[at : at + rng.randrange(1, 200)]
        elif kind == 3:
            data[at:at] = rng.choice(
                [b'"', b"\x00", b"\r", b"\n", b",", b"\xff\xfe", b"\x1b", b"'", b"=", b"\xef\xbb\xbf"]
            )
        elif kind == 4:
            data[at:at] = rng.randbytes(rng.randrange(1, 30))
        else:
            del data[max(at, 1) :]
    return bytes(data)


quick = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(st.sampled_from(sorted(SOUND)), st.integers(0, 2**32), st.integers(1, 8))
def test_no_damage_to_a_file_breaks_the_reader(name: str, seed: int, changes: int) -> None:
    read_or_refused(mutated(SOUND[name], seed, changes))


PARTS = [
    ("xlsx", "xl/worksheets/sheet1.xml"),
    ("xlsx", "xl/styles.xml"),
    ("xlsx", "xl/workbook.xml"),
    ("xlsx", "[Content_Types].xml"),
    ("small xlsx", "xl/worksheets/sheet1.xml"),
    ("small xlsx", "xl/sharedStrings.xml"),
    ("small xlsx", "xl/_rels/workbook.xml.rels"),
]


@quick
@given(st.sampled_from(PARTS), st.integers(0, 2**32), st.integers(1, 8))
def test_no_damage_inside_a_workbook_breaks_the_reader(
    part: tuple[str, str], seed: int, changes: int
) -> None:
    """Under a sound zip, where checksums do not find it first."""
    book_name, name = part
    with zipfile.ZipFile(BytesIO(SOUND[book_name])) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    read_or_refused(zipped({**parts, name: mutated(parts[name], seed, changes)}))


@quick
@given(st.binary(max_size=600))
def test_no_bytes_at_all_break_the_reader(content: bytes) -> None:
    read_or_refused(content or b"x")


@quick
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), min_size=2, max_size=12))
def test_any_table_that_csv_can_write_is_read_or_refused(rows: list[list[str]]) -> None:
    buffer = StringIO()
    csv.writer(buffer).writerows(rows)
    read_or_refused(buffer.getvalue().encode("utf-8", "ignore") or b"x")
