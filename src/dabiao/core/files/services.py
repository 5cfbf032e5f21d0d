"""Keeping files and giving them back."""

import mimetypes
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.errors import NotFound
from dabiao.core.files import disk
from dabiao.core.files.models import StoredFile
from dabiao.core.text import squash

_TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_UNKNOWN = "application/octet-stream"


def store(stream: disk.Readable, *, name: str, limit_bytes: int, actor: Actor, now: datetime) -> StoredFile:
    """Keep a file. Raises `files.too_large` and `files.empty`."""
    with disk.received(stream, limit_bytes) as incoming:
        return keep(incoming, name=name, actor=actor, now=now)


@transaction.atomic
def keep(
    incoming: disk.Incoming, *, name: str, content_type: str = "", actor: Actor, now: datetime
) -> StoredFile:
    """Keep what was received: first its bytes, then its row, so that no row ever lacks its bytes.

    Its type is told by its name, and that is put in order, unless somebody who knows the type has looked at both.
    """
    _hold(incoming.sha256)
    disk.keep(incoming)
    shown = name if content_type else safe_name(name)
    return StoredFile.objects.create(
        name=shown,
        size=incoming.size,
        sha256=incoming.sha256,
        content_type=content_type or content_type_of(shown),
        created_by=actor.user_id,
        created_at=now,
    )


@transaction.atomic
def forget(file_id: int) -> None:
    """Give a file up: its bytes, unless somebody else's file holds the same, then its row.

    In this order, so that whoever is killed in between finds the row and does it again.
    """
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None:
        return
    _hold(file.sha256)
    if not StoredFile.objects.filter(sha256=file.sha256).exclude(pk=file_id).exists():
        disk.drop(file.sha256)
    file.delete()


@transaction.atomic
def let_go(ids: Collection[int]) -> None:
    """Delete these rows and leave their bytes to `sweep`: killed at any point, no row lacks its bytes.

    From now on the bytes are new once more, so that a backup begun before finds what its database speaks of.
    """
    going = StoredFile.objects.filter(pk__in=ids)
    for digest in set(going.values_list("sha256", flat=True)):
        disk.renew(digest)
    going.delete()


def sweep(ripe_s: float = disk.RIPE_AFTER) -> Iterator[int]:
    """Drop the bytes that no row holds, once they are so old that nobody can be about to write their row.

    Yields after each folder how many bytes it freed.
    """
    for digests in disk.unchanged_for(ripe_s):
        held = set(StoredFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
        loose = {digest: size for digest, size in digests.items() if digest not in held}
        for digest in loose:
            forget_bytes(digest)
        yield sum(loose.values())


@transaction.atomic
def forget_bytes(digest: str) -> None:
    """Remove bytes whose keeper was killed before there was a row; nothing, if a row has them."""
    if digest:
        _hold(digest)
        if not StoredFile.objects.filter(sha256=digest).exists():
            disk.drop(digest)


def _hold(digest: str) -> None:
    """Whoever keeps this content and whoever gives it up wait for each other."""
    hold_name(f"file {digest}")


def open_file(file_id: int) -> BinaryIO:
    """The bytes, to be closed by the caller. Raises `core.not_found`, and `files.content_missing` for a lost disk."""
    return path_of(file_id).open("rb")


def path_of(file_id: int) -> Path:
    """Where the bytes lie, for readers that need to seek. Raises as `open_file` does."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None:
        raise NotFound("core.not_found", kind="file", id=file_id)
    path = disk.path_of(file.sha256)
    if not path.is_file():
        raise NotFound("files.content_missing", name=file.name)
    return path


def safe_name(name: str) -> str:
    """The last part of whatever path a browser sent, fit to be shown and to be a download's name."""
    last = PurePosixPath(squash(name).replace("\\", "/")).name
    return "".join(char for char in last if char not in '<>:"|?*')[-200:].strip(". ") or "file"


def content_type_of(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return _TYPES.get(suffix) or mimetypes.types_map.get(suffix, _UNKNOWN)
