"""A file on its way in: looked at while nothing is written yet, so that what is refused leaves no trace."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.attachments import pictures, sorts
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.files import disk
from dabiao.core.files.services import content_type_of
from dabiao.core.scoping import fetch

ADD = "file.add"


@dataclass(frozen=True, slots=True)
class Arrived:
    """Whole, and nothing that is refused. `picture` where it is one."""

    incoming: disk.Incoming
    name: str
    content_type: str
    picture: pictures.Picture | None


def record_for(kind: str, id: int, actor: Actor, *, lock: bool = False) -> Any:
    """The record that a file is to lie with: seen by the actor, who may add files.

    Raises `core.not_found`, `access.forbidden`.
    """
    row = fetch(subjects.get(kind).visible_to(actor), id, lock=lock)
    actor.require(ADD)
    return row


@contextmanager
def received(stream: disk.Readable, *, name: str, size: int | None = None) -> Iterator[Arrived]:
    """Take a file in; what is not kept when the block ends is gone. `size` is what its sender says it has.

    Raises `files.name_…`, `files.too_large`, `files.empty`, `files.incomplete`, `files.is_program`, `files.disk_full`.
    """
    plain = sorts.checked_name(name)
    try:
        with disk.received(stream, settings.FILE_MAX_BYTES) as incoming:
            if size not in (None, incoming.size):
                raise Invalid("files.incomplete", field="file", size=size, arrived=incoming.size)
            yield _looked_at(incoming, plain)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Conflict("files.disk_full", field="file") from error
        raise


def _looked_at(incoming: disk.Incoming, name: str) -> Arrived:
    with incoming.path.open("rb") as file:
        head = file.read(sorts.HEAD)
    sorts.refuse_programs(name, head)
    shown = sorts.shown_type(head)
    picture = pictures.picture_of(incoming.path) if shown and shown.startswith("image/") else None
    return Arrived(incoming, name, shown or _unshown(name), picture)


def _unshown(name: str) -> str:
    """By its name, unless that says what its bytes deny."""
    said = content_type_of(name)
    return "application/octet-stream" if said.startswith("image/") or said == "application/pdf" else said
