"""Files put on records, taken away, brought back, taken home."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.attachments import events, queries
from dabiao.core.attachments.models import Attachment
from dabiao.core.attachments.receiving import Arrived, record_for
from dabiao.core.db import hold_name
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from dabiao.core.events.services import record
from dabiao.core.files import disk
from dabiao.core.files import services as files
from dabiao.core.files.models import StoredFile

MODERATE = "file.remove"
MOST_TOGETHER = 10  # with one comment or contact
MOST_WAITING = 60  # of one person, sent ahead and not used
UNDO_WITHIN = timedelta(hours=1)
WAITS_FOR = timedelta(days=1)
_AT_ONCE = 500


@transaction.atomic
def attach(
    arrived: Arrived, *, about_kind: str, about_id: int, waiting: bool = False, actor: Actor, now: datetime
) -> Attachment:
    """Put a file that has arrived on a record; `waiting`: only once a comment or contact that is being written takes it.

    Raises `core.not_found`, `access.forbidden`, `files.quota`, `files.too_many_waiting`.
    """
    row = record_for(about_kind, about_id, actor, lock=True)
    _check_room(arrived.incoming.size)
    if waiting and queries.waiting_of(actor.person).count() >= MOST_WAITING:
        raise TooMany("files.too_many_waiting", limit=MOST_WAITING)
    small = _keep_small(arrived, actor, now)
    attachment = Attachment.objects.create(
        about_kind=about_kind,
        about_id=about_id,
        file=files.keep(
            arrived.incoming, name=arrived.name, content_type=arrived.content_type, actor=actor, now=now
        ),
        thumbnail=small,
        width=arrived.picture.width if arrived.picture else None,
        height=arrived.picture.height if arrived.picture else None,
        added_by_id=actor.user_id if actor.is_system else actor.person,
        added_at=now,
        placed_at=None if waiting else now,
    )
    if not waiting:
        record(events.FileAdded(*_said(attachment)), row, actor=actor, now=now)
    return attachment


@transaction.atomic
def place(
    ids: Sequence[int], *, about_kind: str, about_id: int, part: tuple[str, int], actor: Actor, now: datetime
) -> None:
    """Give files that were sent ahead to the comment or contact that they were sent for.

    Raises `files.too_many_together` and `files.not_waiting`: another's, used already, for another record, given up.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return
    if len(wanted) > MOST_TOGETHER:
        raise Invalid("files.too_many_together", field="files", limit=MOST_TOGETHER)
    found = queries.waiting_of(actor.person).filter(about_kind=about_kind, about_id=about_id, pk__in=wanted)
    if len(found.order_by("pk").select_for_update().values_list("pk", flat=True)) != len(wanted):
        raise Invalid("files.not_waiting", field="files")
    kind, id = part
    Attachment.objects.filter(pk__in=wanted).update(part_kind=kind, part_id=id, placed_at=now)


def set_withdrawn(part: tuple[str, int], gone: bool, *, actor: Actor, now: datetime) -> None:
    """Files go with the comment or contact that they came with, and come back with it."""
    kind, id = part
    Attachment.objects.filter(part_kind=kind, part_id=id).update(withdrawn=gone)


@transaction.atomic
def remove(id: int, *, actor: Actor, now: datetime) -> None:
    """Take away a file of one's own, or anybody's with `file.remove`; a second time changes nothing.

    One that was sent ahead and is not wanted after all is given up without a word. Raises `core.not_found`, `files.not_yours`.
    """
    attachment, row = _held(id, actor)
    if not queries.may_remove(attachment, actor):
        raise Forbidden("files.not_yours")
    if attachment.removed_at is not None:
        return
    attachment.removed_at, attachment.removed_by = now, actor.user_id
    attachment.save(update_fields=["removed_at", "removed_by"])
    if attachment.placed_at is not None:
        record(events.FileRemoved(*_said(attachment)), row, actor=actor, now=now)


@transaction.atomic
def restore(id: int, *, actor: Actor, now: datetime) -> Attachment:
    """Bring back a file that one removed oneself, within the hour.

    Raises `core.not_found`, `files.not_yours`, `files.too_late`.
    """
    attachment, row = _held(id, actor)
    who = attachment.added_by_id if attachment.removed_at is None else attachment.removed_by
    if actor.user_id != who:
        raise Forbidden("files.not_yours")
    if attachment.removed_at is None:
        return attachment
    if now - attachment.removed_at > UNDO_WITHIN:
        raise Conflict("files.too_late", minutes=UNDO_WITHIN // timedelta(minutes=1))
    attachment.removed_at = attachment.removed_by = None
    attachment.save(update_fields=["removed_at", "removed_by"])
    if attachment.placed_at is not None:
        record(events.FileRestored(*_said(attachment)), row, actor=actor, now=now)
    return attachment


@transaction.atomic
def download(id: int, *, actor: Actor, now: datetime) -> tuple[StoredFile, BinaryIO]:
    """The file, opened, for who sees its record; the audit trail says who took it.

    Raises `core.not_found`, and `files.content_missing` for a lost disk.
    """
    attachment, row = queries.seen(id, actor=actor)
    content = files.open_file(attachment.file_id)
    title = subjects.get(attachment.about_kind).title(row)
    about = (attachment.about_kind, attachment.about_id, title)
    record(events.FileDownloaded(*_said(attachment), *about), ("file", id), actor=actor, now=now)
    return attachment.file, content


@transaction.atomic
def forget_gone(*, actor: Actor, now: datetime) -> int:
    """Delete the rows of what was removed an hour ago, and of what was sent ahead a day ago and never used.

    Their bytes are left to the upkeep, which drops what no row holds.
    """
    gone = queries.gone(removed_before=now - UNDO_WITHIN, sent_before=now - WAITS_FOR)
    rows = list(gone.select_for_update()[:_AT_ONCE])
    kept = [one for row in rows for one in (row.file_id, row.thumbnail_id) if one is not None]
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    files.let_go(kept)
    return len(rows)


def used_bytes() -> int:
    """What all files on records take, thumbnails apart; the same content on two records counts twice."""
    return Attachment.objects.aggregate(bytes=Sum("file__size"))["bytes"] or 0


def _check_room(size: int) -> None:
    hold_name("files quota")  # two at once do not both take the last place
    if used_bytes() + size > settings.FILES_QUOTA_BYTES:
        raise Conflict("files.quota", field="file", quota_gb=round(settings.FILES_QUOTA_BYTES / 2**30, 1))


def _keep_small(arrived: Arrived, actor: Actor, now: datetime) -> StoredFile | None:
    if arrived.picture is None:
        return None
    small = arrived.picture.small
    with disk.received(BytesIO(small), len(small)) as incoming:
        return files.keep(incoming, name="small.webp", content_type="image/webp", actor=actor, now=now)


def _held(id: int, actor: Actor) -> tuple[Attachment, Any]:
    """The file, its record locked and then itself, in the order in which everybody takes them."""
    attachment, row = queries.seen(id, removed=True, lock=True, actor=actor)
    locked: QuerySet[Attachment] = Attachment.objects.select_for_update(of=("self",)).select_related("file")
    now_held = locked.filter(pk=attachment.pk).first()
    if now_held is None:
        raise NotFound("core.not_found", kind="file", id=id)
    return now_held, row


def _said(attachment: Attachment) -> tuple[int, str, int]:
    return attachment.pk, attachment.file.name, attachment.file.size
