"""Asking for a file of a list, letting it pass or not, taking it away."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import F

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid, TooMany
from dabiao.core.events.services import record
from dabiao.core.exporting import caps, events, queries, seeing, words
from dabiao.core.exporting.caps import Cap
from dabiao.core.exporting.columns import columns_of
from dabiao.core.exporting.enums import OPEN, ExportStatus, Need
from dabiao.core.exporting.kinds import ExportKind, kind_named
from dabiao.core.exporting.models import Export
from dabiao.core.exporting.seeing import Seen
from dabiao.core.exporting.tables import check_format
from dabiao.core.files import services as files
from dabiao.core.i18n import text
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.notifications.services import mark_read_of, mark_settled, notify
from dabiao.core.scoping import fetch
from dabiao.core.timers.services import cancel as forget_timer
from dabiao.core.timers.services import cancel_job, enqueue, schedule

TO_APPROVE = "export.to_approve"
MOST_OPEN = 20  # of one person at a time


def estimate(*, kind: str, seen: Seen, actor: Actor, now: datetime) -> dict[str, Any]:
    """How many rows it would be, and whether somebody would have to approve it. Raises what the list raises."""
    meant = _allowed(kind, actor)
    rows, cap = _counted(meant, seen, actor, now), caps.cap_of(actor.person, meant.permission)
    taken = caps.taken(actor.person, caps.day_of(now))
    need = cap.need(rows, taken)
    approvers = queries.approvers_of(actor.person, actor.unit_id) if need else []
    return {
        "rows": rows,
        "need": need.value,
        "rows_per_export": cap.rows,
        "rows_per_day": cap.per_day,
        "taken_today": taken,
        "approvers": [one.name for one in approvers],
    }


def ask(
    *,
    kind: str,
    seen: Seen,
    format: str,
    columns: Sequence[str],
    language: str,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Export:
    """A file of what the actor sees, to be written at once within their caps and else after approval.

    Raises what the list raises, and `exporting.unknown_format`, `.unknown_column`, `.reason_needed`, `.nobody_approves`,
    `.too_many_open`.
    """
    meant = _allowed(kind, actor)
    check_format(format)
    columns_of(meant, language, columns)
    rows = _counted(meant, seen, actor, now)  # before the writer's lock
    cap = caps.cap_of(actor.person, meant.permission)
    export = Export(
        kind=kind,
        **_seen(seen),
        columns=list(columns),
        format=format,
        language=language,
        words=words.in_every_language(meant, seen, actor),
        asked_by_id=actor.person,
        unit_id=actor.unit_id,
        reach=seeing.reach_of(actor),
        via=actor.via,
        address=actor.address[:64],
        asked_at=now,
        reason=reason,
        rows=rows,
    )
    with transaction.atomic():
        return _asked(export, cap, actor, now)


def _asked(export: Export, cap: Cap, actor: Actor, now: datetime) -> Export:
    if queries.own(actor).filter(status__in=OPEN).count() >= MOST_OPEN:
        raise TooMany("exporting.too_many_open", limit=MOST_OPEN)
    day = caps.day_of(now)
    need = cap.need(export.rows, 0)
    if not need and not caps.take(actor.person, day, export.rows, cap):
        need = Need.DAY
    export.need = need
    if need:
        _wait(export, actor, now)
    else:
        export.day, export.charged, export.status = day, export.rows, ExportStatus.QUEUED
        export.save()
        _queue(export, actor, now)
    fact = events.ExportAsked(
        record_kind=export.kind,
        what=what(export),
        rows=export.rows,
        format=export.format,
        need=need.value,
        reason=export.reason,
    )
    record(fact, export, actor=actor, now=now)
    return export


def _wait(export: Export, actor: Actor, now: datetime) -> None:
    """Have it decided, by somebody else, in time."""
    if not export.reason:
        raise Invalid("exporting.reason_needed", field="reason", need=export.need)
    approvers = queries.approvers_of(actor.person, actor.unit_id)
    if not approvers:
        raise Conflict("exporting.nobody_approves")
    export.status = ExportStatus.WAITING
    export.decide_until = now + timedelta(days=settings.EXPORT_REQUEST_DAYS)
    export.save()
    schedule(_lapses(export), export.decide_until, "exporting.lapse", {"id": export.pk})
    params = {"name": actor.name, "rows": export.rows, "what": what(export)}
    notify([one.user_id for one in approvers], TO_APPROVE, params, export, now)


def again(id: int, *, reason: str = "", actor: Actor, now: datetime) -> Export:
    """The same once more, as of now. Raises as `ask`."""
    old = fetch(queries.own(actor), id)
    return ask(
        kind=old.kind,
        seen=seeing.of_export(old),
        format=old.format,
        columns=old.columns,
        language=old.language,
        reason=reason or old.reason,
        actor=actor,
        now=now,
    )


def approve(id: int, *, word: str = "", actor: Actor, now: datetime) -> Export:
    """Let exactly this request pass. Raises `exporting.own_request`, `exporting.already_decided`, `exporting.right_lost`."""
    rows = rows_now(_to_decide(id, actor, lock=False))  # before the writer's lock
    with transaction.atomic():
        export = _to_decide(id, actor, lock=True)
        _decide(export, word, actor, now)
        export.rows, export.status = rows, ExportStatus.QUEUED
        export.save()
        _queue(export, actor, now)
        fact = events.ExportApproved(**_decision(export))
        record(fact, export, actor=actor, now=now)
        params = {"name": actor.name, "what": what(export)}
        notify([export.asked_by_id], "export.approved", params, export, now)
    return export


@transaction.atomic
def refuse(id: int, *, word: str, actor: Actor, now: datetime) -> Export:
    """Do not let it pass, and say why. Raises as `approve`, and `exporting.word_needed`."""
    if not word:
        raise Invalid("exporting.word_needed", field="word")
    export = _to_decide(id, actor, lock=True)
    _decide(export, word, actor, now)
    export.status, export.finished_at = ExportStatus.REFUSED, now
    export.save()
    record(events.ExportRefused(**_decision(export)), export, actor=actor, now=now)
    params = {"name": actor.name, "what": what(export), "word": word}
    notify([export.asked_by_id], "export.refused", params, export, now)
    return export


def rows_now(export: Export) -> int:
    """How many rows the file would hold if it were written now. Raises as `seeing.asker_now`."""
    kind, asked = seeing.kind_of(export), seeing.request_of(export)
    who = seeing.both(export)
    if len(who) == 1:
        return seeing.count(kind, export.filters, asked, actor=who[0])
    return len(seeing.ids(export, who))


@transaction.atomic
def cancel(id: int, *, actor: Actor, now: datetime) -> Export:
    """Nothing is written any more, and nothing of the day is used up. Raises `exporting.already_over` (409)."""
    export = fetch(queries.own(actor), id, lock=True)
    if export.status not in OPEN:
        raise Conflict("exporting.already_over", status=export.status)
    if export.job_id is not None:
        cancel_job(export.job_id, now)
    close(export, ExportStatus.CANCELLED, now)
    record(events.ExportCancelled(record_kind=export.kind, what=what(export)), export, actor=actor, now=now)
    return export


@transaction.atomic
def download(id: int, *, actor: Actor, now: datetime) -> tuple[Export, BinaryIO]:
    """The file, opened, for whoever asked for it and may still export such records.

    Raises `core.not_found` to everybody else, `access.forbidden`, `exporting.file_expired` and `exporting.no_file`.
    """
    export = fetch(queries.own(actor), id, lock=True)
    actor.require(kind_named(export.kind).permission)
    gone = export.status == ExportStatus.EXPIRED
    if gone or (export.expires_at is not None and export.expires_at <= now):
        raise Conflict("exporting.file_expired")
    if export.file_id is None:
        raise Conflict("exporting.no_file", status=export.status)
    content = files.open_file(export.file_id)
    Export.objects.filter(pk=id).update(downloads=F("downloads") + 1, downloaded_at=now)
    fact = events.ExportDownloaded(
        record_kind=export.kind, what=what(export), rows=export.total or 0, format=export.format
    )
    record(fact, export, actor=actor, now=now)
    mark_read_of(actor.person, export, now)
    return export, content


def close(export: Export, status: ExportStatus, now: datetime) -> None:
    """End a locked export without a file: its deadline, what it took of the day, what may lie about of it."""
    _settle_request(export, now)
    if export.charged and export.day is not None:
        caps.give_back(export.asked_by_id, export.day, export.charged)
    export.status, export.finished_at, export.charged = status, now, 0
    export.save()
    files.forget_bytes(export.content)


def what(export: Export) -> str:
    """The records and the filters in words, in the asker's language."""
    return words.title(export.kind, export.words, export.language)


def file_name(export: Export) -> str:
    """What the asker's download is called; without its extension."""
    moment = caps.local(export.asked_at)
    return text(
        export.language,
        "exporting.file_name",
        kind=text(export.language, f"enums.export_kind.{export.kind}"),
        moment=f"{moment:%Y-%m-%d %H%M}",
    )


def _allowed(kind: str, actor: Actor) -> ExportKind:
    meant = kind_named(kind)
    meant.demand(actor)
    return meant


def _counted(kind: ExportKind, seen: Seen, actor: Actor, now: datetime) -> int:
    asked = PageRequest(sort=seen.sort, q=seen.q, where=seen.where, now=now)
    return seeing.count(kind.on(caps.day_of(now)), seen.filters, asked, actor=actor)


def _seen(seen: Seen) -> dict[str, Any]:
    return {"filters": dict(seen.filters), "where": seen.where, "q": seen.q, "sort": seen.sort}


def _queue(export: Export, actor: Actor, now: datetime) -> None:
    export.job_id = enqueue("export", {"export_id": export.pk}, actor, now).pk
    export.save(update_fields=["job_id"])


def _to_decide(id: int, actor: Actor, *, lock: bool) -> Export:
    export = fetch(queries.visible_to(actor), id, lock=lock)
    if export.asked_by_id == actor.user_id:
        raise Forbidden("exporting.own_request")
    if export.status != ExportStatus.WAITING:
        raise Conflict("exporting.already_decided", status=export.status)
    return export


def _decide(export: Export, word: str, actor: Actor, now: datetime) -> None:
    export.decided_by_id, export.decided_at, export.word = actor.person, now, word
    _settle_request(export, now)


def _settle_request(export: Export, now: datetime) -> None:
    """Nobody has to decide any more."""
    forget_timer(_lapses(export))
    mark_settled(TO_APPROVE, export, now)


def _decision(export: Export) -> dict[str, Any]:
    return {
        "record_kind": export.kind,
        "what": what(export),
        "rows": export.rows,
        "asked_by": export.asked_by.name,
        "word": export.word,
    }


def _lapses(export: Export) -> str:
    return f"export:{export.pk}:lapse"
