"""Files are kept whole or not at all, once per content, and under no name from outside."""

import os
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.files import disk, services
from dabiao.core.files.models import StoredFile

NOW = datetime(2026, 3, 4, tzinfo=UTC)
ANN = Actor(user_id=7, name="Ann")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DABIAO_HOME = tmp_path / "home"
    return tmp_path / "home"


def store(content: bytes, name: str = "报价.xlsx", limit: int = 10**6) -> StoredFile:
    return services.store(BytesIO(content), name=name, limit_bytes=limit, actor=ANN, now=NOW)


def on_disk(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


def test_a_file_is_kept_with_its_facts(home: Path) -> None:
    file = store(b"hello")
    digest = sha256(b"hello").hexdigest()
    assert (file.name, file.size, file.sha256, file.created_by, file.created_at) == (
        "报价.xlsx",
        5,
        digest,
        7,
        NOW,
    )
    assert file.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert on_disk(home) == [f"files/{digest[:2]}/{digest}"]
    with services.open_file(file.pk) as stream:
        assert stream.read() == b"hello"


def test_the_same_content_lies_on_disk_once(home: Path) -> None:
    assert store(b"x", "a.csv").pk != store(b"x", "b.csv").pk
    assert len(on_disk(home)) == 1


def test_too_large_a_file_is_refused_while_it_arrives_and_leaves_nothing(home: Path) -> None:
    class Endless:
        taken = 0

        def read(self, size: int = -1, /) -> bytes:
            self.taken += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(Invalid) as refused:
        services.store(endless, name="x", limit_bytes=3 * 2**20, actor=ANN, now=NOW)
    assert (refused.value.code, refused.value.params) == ("files.too_large", {"limit_mb": 3.0})
    assert endless.taken == 4 * 2**20
    assert (on_disk(home), StoredFile.objects.count()) == ([], 0)


def test_a_file_of_exactly_the_limit_is_kept() -> None:
    assert store(b"x" * 100, limit=100).size == 100


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        store(b"")
    assert refused.value.code == "files.empty"


def test_a_stream_that_breaks_leaves_nothing(home: Path) -> None:
    class Broken:
        def read(self, size: int = -1, /) -> bytes:
            raise OSError("connection reset")

    with pytest.raises(OSError, match="connection reset"):
        services.store(Broken(), name="x", limit_bytes=9, actor=ANN, now=NOW)
    assert on_disk(home) == []


def test_what_a_killed_process_left_is_cleared_after_a_day(home: Path) -> None:
    store(b"a")
    for name, age in (("old", 25 * 3600), ("young", 3600)):
        left = home / "files" / "incoming" / name
        left.write_bytes(b"half")
        then = left.stat().st_mtime - age
        os.utime(left, (then, then))
    store(b"b")
    assert [name for name in on_disk(home) if "incoming" in name] == ["files/incoming/young"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\线索.csv", "线索.csv"),
        ("a\x00b\n.csv", "ab .csv"),
        ("..", "file"),
        ("", "file"),
        ('<x>|"?*.csv', "x.csv"),
        ("ｌｏｎｇ" + "n" * 300 + ".csv", "n" * 196 + ".csv"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(sent: str, kept: str) -> None:
    assert services.safe_name(sent) == kept


@given(st.text(max_size=300))
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    kept = services.safe_name(name)
    assert 1 <= len(kept) <= 200
    assert Path("/folder", kept).resolve().parent == Path("/folder")


@pytest.mark.parametrize("digest", ["../../../../etc/passwd", "", "AB" * 32, "a" * 63, "a" * 64 + "\n"])
def test_only_a_content_hash_becomes_a_path(digest: str) -> None:
    with pytest.raises(ValueError, match="not a content hash"):
        disk.path_of(digest)


def test_a_file_nobody_stored_is_not_found() -> None:
    with pytest.raises(NotFound) as refused:
        services.open_file(404)
    assert refused.value.code == "core.not_found"


def test_lost_content_is_said_by_name(home: Path) -> None:
    file = store(b"x")
    disk.path_of(file.sha256).unlink()
    with pytest.raises(NotFound) as refused:
        services.open_file(file.pk)
    assert (refused.value.code, refused.value.params) == ("files.content_missing", {"name": "报价.xlsx"})
