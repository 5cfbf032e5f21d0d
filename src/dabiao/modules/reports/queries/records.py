"""Reports one by one and in lists: what was written, by whom it was read, what its figures are now."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers, fetch
from dabiao.modules.org import queries as org
from dabiao.modules.reports.enums import ReportState
from dabiao.modules.reports.models import Copy, Report
from dabiao.modules.reports.queries import EXCUSE, READ, WRITE, figures, visible_to
from dabiao.modules.reports.queries.editions import asked_of
from dabiao.modules.reports.rules import answering

REPORTS = ListSpec(
    kind="report",
    columns={
        **plain("id", "title", "template_id"),
        "template_name": Column("template__name"),
        "period": Column("template__period"),
        **OWNERSHIP,
        "about_unit_id": Column("about_unit_id"),
        "about_unit_name": Column("about_unit__name"),
        **plain("first_day", "last_day", "part"),
        **times("due_at", "submitted_at", "edited_at", "excused_at"),
        **plain("state", "late", "excuse", "version"),
        **times("created_at", "updated_at"),
    },
    sorts={"first_day": Sort("first_day"), "created_at": Sort("created_at")},
    default_sort="-first_day",
)
EXCERPT = 80


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """What the actor may read, newest periods first; `box` narrows it to what was addressed to them."""
    actor.require(READ)
    rows = visible_to(actor).filter(*(_condition(name, value, actor) for name, value in filters.items()))
    found = pages.page(rows, REPORTS, asked, actor=actor)
    _complete(found["items"], actor)
    return found


def _condition(name: str, value: Any, actor: Actor) -> Any:
    if name == "box":
        mail = Copy.objects.filter(report_id=OuterRef("pk"), user_id=actor.user_id or 0, addressed=True)
        if value != "all":
            mail = mail.filter(read_at__isnull=value == "unread")
        return Q(Exists(mail), state=ReportState.SUBMITTED)
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    return Q(**{{"since": "first_day__gte", "until": "first_day__lte"}.get(name, name): value})


def _complete(rows: Sequence[dict[str, Any]], actor: Actor) -> None:
    """When this actor read each, and its first words; two statements."""
    ids = [row["id"] for row in rows]
    read = dict(
        Copy.objects.filter(report_id__in=ids, user_id=actor.user_id or 0).values_list("report_id", "read_at")
    )
    said = {
        one.pk: one
        for one in Report.objects.filter(pk__in=ids).select_related("edition").only("answers", "edition")
    }
    for row in rows:
        row["read_at"] = read.get(row["id"])
        row["excerpt"] = _excerpt(said[row["id"]]) if row["id"] in said else ""


def handed_in(people: Collection[int], since: datetime, until: datetime) -> Iterator[tuple[int, int, bool]]:
    """(report, whose, whether late) of what these people handed in from one moment to before another. Who may see them is the
    caller's business."""
    rows = submitted(
        Report.objects.filter(owner_id__in=people, submitted_at__gte=since, submitted_at__lt=until)
    )
    yield from rows.order_by("pk").values_list("pk", "owner_id", "late")


def came(id: int) -> datetime | None:
    return Report.objects.filter(pk=id).values_list("submitted_at", flat=True).first()


def answers_of(id: int, *, actor: Actor) -> list[tuple[str, str]]:
    """(question, what was answered) in their order, in words; only what the actor may read. Raises `core.not_found`."""
    report = fetch(visible_to(actor).select_related("edition"), id)
    if not _may_see_answers(report, actor):
        return []
    found = []
    for block in report.edition.content["blocks"]:
        value = report.answers.get(block["id"])
        if isinstance(value, list):
            value = "；".join(one if isinstance(one, str) else one["text"] for one in value)
        if value not in (None, ""):
            found.append((block["title"], str(value)))
    return found


def _excerpt(report: Report) -> str:
    for block in report.edition.content["blocks"]:
        value = report.answers.get(block["id"])
        if isinstance(value, list) and value:
            value = "；".join(one if isinstance(one, str) else one["text"] for one in value)
        if isinstance(value, str) and value:
            return value[:EXCERPT]
    return ""


def unread(actor: Actor) -> int:
    """How many reports wait in the actor's inbox."""
    mail = Copy.objects.filter(user_id=actor.user_id or 0, addressed=True, read_at=None)
    return mail.filter(report__state=ReportState.SUBMITTED).count()


def detail(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """One report with its questions, answers, figures, readers, and what this actor may do. Raises `core.not_found`."""
    rows = visible_to(actor)
    row = pages.one(rows, REPORTS, id, actor=actor)
    report = fetch(rows.select_related("edition", "template"), id)
    asked = asked_of(report.edition)
    _complete([row], actor)
    codes = answering.figures_of(asked.blocks)
    return {
        **row,
        "blocks": asked.blocks,
        "answers": report.answers if _may_see_answers(report, actor) else {},
        "figures": figures.shown(codes, report, actor=actor, now=now),
        "figures_at": report.figures_at,
        **dict(zip(("counted_from", "counted_to"), figures.moments_of(report), strict=True)),
        "late_from": asked.late_from(report.due_at),
        "readers": _readers(report),
        "revisions": list(report.revisions.order_by("-pk").values("at", "answers")[:20]),
        "excused_by_name": org.names_of([report.excused_by_id]).get(report.excused_by_id, "")
        if report.excused_by_id
        else "",
        "actions": actions(report, actor),
    }


def _may_see_answers(report: Report, actor: Actor) -> bool:
    """An excused draft is still nobody's but its writer's."""
    return report.state == ReportState.SUBMITTED or report.owner_id == actor.user_id


def _readers(report: Report) -> list[dict[str, Any]]:
    copies = report.copies.filter(Q(addressed=True) | Q(read_at__isnull=False))
    rows = copies.order_by("-addressed", "read_at", "pk").values_list(
        "user_id", "user__name", "addressed", "read_at", "good_at"
    )
    return [
        dict(zip(("id", "name", "addressed", "read_at", "good_at"), one, strict=True)) for one in rows[:50]
    ]


def actions(report: Report, actor: Actor) -> list[str]:
    """`edit`, `submit`, `withdraw` by its writer; `praise` by whoever reads it; `excuse` by who may judge."""
    found = []
    if report.owner_id == actor.user_id and actor.may(WRITE):
        found.append("edit")
        if report.state == ReportState.DRAFT:
            found.append("submit")
        elif not report.copies.filter(read_at__isnull=False).exists():
            found.append("withdraw")
    elif report.state == ReportState.SUBMITTED:
        found.append("praise")
    whose = {"id": report.pk, "owner_id": report.owner_id, "unit_id": report.unit_id}
    if (
        report.owner_id != actor.user_id
        and report.state == ReportState.DRAFT
        and covers(actor, EXCUSE, **whose)
    ):
        found.append("excuse")
    return found


def receivers_of(report_id: int) -> list[int]:
    """To whom it is addressed; nobody while it is a draft."""
    rows = Copy.objects.filter(report_id=report_id, addressed=True, report__state=ReportState.SUBMITTED)
    return list(rows.order_by("pk").values_list("user_id", flat=True))


def submitted(rows: QuerySet[Report]) -> QuerySet[Report]:
    return rows.filter(state=ReportState.SUBMITTED)
