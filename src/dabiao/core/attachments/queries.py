"""Files as their readers see them: of one record, of comments and contacts, one by one."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, Q, QuerySet

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.attachments import sorts
from dabiao.core.attachments.models import Attachment
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.files.models import StoredFile
from dabiao.core.kept import Given, Kept
from dabiao.core.scoping import fetch

Shown = dict[str, Any]
_STANDING = Q(placed_at__isnull=False, removed_at=None, withdrawn=False)
PAGE = 100


def of_record(kind: str, id: int, *, cursor: str = "", actor: Actor) -> dict[str, Any]:
    """`{items, next, count}`, newest first. Raises `core.not_found` for a record out of sight, `lists.bad_cursor`."""
    subjects.load(kind, id, actor=actor)
    before = _whole(cursor) if cursor else _LATEST
    ids = [pk for (pk,) in _OF_RECORD(kind=kind, id=id, before=before)]
    more = len(ids) > PAGE
    shown = named(ids[:PAGE], actor=actor)
    whole = _standing().filter(about_kind=kind, about_id=id).count() if more or cursor else len(ids)
    return {
        "items": [shown[pk] for pk in ids[:PAGE] if pk in shown],
        "next": str(ids[PAGE - 1]) if more else None,
        "count": whole,
    }


_LATEST = 2**63 - 1


def _ids_of_record() -> QuerySet[Attachment, Any]:
    about = {"about_kind": Given("kind", CharField()), "about_id": Given("id", BigIntegerField())}
    rows = Attachment.objects.filter(_STANDING, pk__lt=Given("before", BigIntegerField()), **about)
    return rows.order_by("-pk").values_list("pk")[: PAGE + 1]


_OF_RECORD = Kept(_ids_of_record)


def one(id: int, *, actor: Actor) -> Shown:
    """Raises `core.not_found`."""
    return _shown(seen(id, actor=actor)[0], actor)


def named(ids: Collection[int], *, actor: Actor) -> dict[int, Shown]:
    """Those of these that still stand, on records that the actor was found to see."""
    return {row.pk: _shown(row, actor) for row in _standing().filter(pk__in=ids)} if ids else {}


def of_parts(kind: str, ids: Collection[int], *, actor: Actor) -> dict[int, list[Shown]]:
    """Files by the comment or contact that they came with, as far as the actor sees the records they lie with."""
    rows = list(_standing().filter(part_kind=kind, part_id__in=ids).order_by("pk")) if ids else []
    found: dict[int, list[Shown]] = defaultdict(list)
    for row in in_sight(rows, actor):
        found[row.part_id or 0].append(_shown(row, actor))
    return found


def seen(id: int, *, removed: bool = False, lock: bool = False, actor: Actor) -> tuple[Attachment, Any]:
    """The file and its record, for who sees the record; what was only sent ahead, for its sender alone.

    `removed` ones too where asked; `lock` holds the record. Raises `core.not_found`.
    """
    found = Attachment.objects.select_related("file", "thumbnail", "added_by").filter(pk=id).first()
    if found is None or not _is_there(found, actor, removed):
        raise NotFound("core.not_found", kind="file", id=id)
    try:
        return found, fetch(subjects.get(found.about_kind).visible_to(actor), found.about_id, lock=lock)
    except NotFound:
        raise NotFound("core.not_found", kind="file", id=id) from None


def _is_there(row: Attachment, actor: Actor, removed: bool) -> bool:
    if row.placed_at is None and row.added_by_id != actor.user_id:
        return False
    return not row.withdrawn and (removed or row.removed_at is None)


def thumbnail(id: int, *, actor: Actor) -> StoredFile:
    """The small picture. Raises `core.not_found`, and `files.no_thumbnail` for what is no picture."""
    found, _ = seen(id, actor=actor)
    if found.thumbnail is None:
        raise NotFound("files.no_thumbnail", name=found.file.name)
    return found.thumbnail


def waiting_of(user_id: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(added_by_id=user_id, placed_at=None, removed_at=None)


def gone(*, removed_before: datetime, sent_before: datetime) -> QuerySet[Attachment]:
    """What nobody can bring back any more."""
    return Attachment.objects.filter(
        Q(removed_at__lt=removed_before) | Q(placed_at=None, added_at__lt=sent_before)
    )


def may_remove(row: Attachment, actor: Actor) -> bool:
    return row.added_by_id == actor.user_id or actor.may("file.remove")


def _standing() -> QuerySet[Attachment]:
    return Attachment.objects.filter(_STANDING).select_related("file", "added_by")


def in_sight(rows: Iterable[Attachment], actor: Actor) -> list[Attachment]:
    """Those of these whose record the actor sees."""
    by_kind: dict[str, list[Attachment]] = defaultdict(list)
    for row in rows:
        by_kind[row.about_kind].append(row)
    found = []
    for kind, some in by_kind.items():
        ids = {row.about_id for row in some}
        known = set(subjects.get(kind).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
        found += [row for row in some if row.about_id in known]
    return sorted(found, key=lambda row: row.pk)


def _shown(row: Attachment, actor: Actor) -> Shown:
    file = row.file
    return {
        "id": row.pk,
        "name": file.name,
        "size": file.size,
        "content_type": file.content_type,
        "picture": {"width": row.width, "height": row.height} if row.thumbnail_id else None,
        "opens": sorts.opens(file.content_type),
        "risky": sorts.is_risky(file.name),
        "added_by_id": row.added_by_id,
        "added_by_name": row.added_by.name if row.added_by else None,
        "added_at": row.added_at,
        "with_kind": row.part_kind or None,
        "waiting": row.placed_at is None,
        "actions": ["remove"] if may_remove(row, actor) else [],
    }


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Invalid("lists.bad_cursor", field="cursor")
    return int(text)
