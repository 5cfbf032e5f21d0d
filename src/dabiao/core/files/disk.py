"""Bytes on disk, each content once, under the hash of what it holds. No name from outside ever becomes a path."""

import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from dabiao.core.errors import Invalid

_BLOCK = 1 << 20
_ABANDONED_AFTER = 24 * 3600.0
RIPE_AFTER = 24 * 3600.0  # longer than any transaction between bytes and row, and than any backup
_HASH = re.compile(r"[0-9a-f]{64}")


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Incoming:
    """Bytes that have arrived whole, and lie at `path` until they are kept or forgotten."""

    path: Path
    sha256: str
    size: int


def path_of(digest: str) -> Path:
    """Raises ValueError for anything but a SHA-256 in lower-case hexadecimal."""
    if not _HASH.fullmatch(digest):
        raise ValueError("not a content hash")
    return _root() / digest[:2] / digest


@contextmanager
def received(stream: Readable, limit_bytes: int) -> Iterator[Incoming]:
    """Take in a stream, to be looked at before it is kept; what is not kept is gone when the block ends.

    Raises `files.too_large` as soon as the limit is passed, and `files.empty`.
    """
    _clear_abandoned()
    with _temporary() as (file, path):
        incoming = _copied(stream, file, path, limit_bytes)
        file.flush()
        os.fsync(file.fileno())
        yield incoming


def keep(incoming: Incoming) -> None:
    """Move the bytes to their place for good; killed at any point, this leaves either nothing there or all of them."""
    target = path_of(incoming.sha256)
    target.parent.mkdir(exist_ok=True)
    incoming.path.replace(target)
    _sync_folder(target.parent)


def drop(digest: str) -> None:
    path_of(digest).unlink(missing_ok=True)


def renew(digest: str) -> None:
    """Count the age of these bytes from now."""
    with suppress(FileNotFoundError):
        os.utime(path_of(digest))


def unchanged_for(seconds: float) -> Iterator[dict[str, int]]:
    """Folder by folder, the contents kept or renewed longer ago than this, with their sizes."""
    before = time.time() - seconds
    for folder in sorted(_root().glob("[0-9a-f][0-9a-f]")):
        found = {}
        with os.scandir(folder) as entries:
            for entry in entries:
                if _HASH.fullmatch(entry.name) and entry.stat().st_mtime < before:
                    found[entry.name] = entry.stat().st_size
        if found:
            yield found


def _copied(stream: Readable, file: BinaryIO, path: Path, limit_bytes: int) -> Incoming:
    digest, size = sha256(), 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > limit_bytes:
            raise Invalid("files.too_large", field="file", limit_mb=round(limit_bytes / 2**20, 1))
        digest.update(block)
        file.write(block)
    if not size:
        raise Invalid("files.empty", field="file")
    return Incoming(path, digest.hexdigest(), size)


@contextmanager
def _temporary() -> Iterator[tuple[BinaryIO, Path]]:
    folder = _incoming()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _clear_abandoned() -> None:
    """What a killed process left half-written a day ago."""
    before = time.time() - _ABANDONED_AFTER
    for path in _incoming().glob("*") if _incoming().is_dir() else ():
        try:
            if path.stat().st_mtime < before:
                path.unlink()
        except FileNotFoundError:  # another process was quicker
            continue


def _sync_folder(folder: Path) -> None:
    """The rename itself must survive a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _root() -> Path:
    return Path(settings.DABIAO_HOME) / "files"


def _incoming() -> Path:
    return _root() / "incoming"
