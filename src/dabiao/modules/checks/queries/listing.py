"""Lists of checks, one check with its evidence, and what waits for somebody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from dabiao.core import checkables
from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers
from dabiao.modules.checks.enums import CheckState
from dabiao.modules.checks.models import Check
from dabiao.modules.checks.queries import reach
from dabiao.modules.org import queries as org

CHECKS = ListSpec(
    kind="check",
    columns={
        **plain("id", "programme_id"),
        "programme_name": Column("programme__name"),
        "draw_id": Column("draw_id"),
        "period": Column("draw__period"),
        **plain("kind", "record_kind", "record_id"),
        **OWNERSHIP,
        "checker_id": Column("checker_id"),
        "checker_name": Column("checker__name"),
        **plain("state"),
        **times("due_at"),
        **plain("points", "result", "praised"),
        **times("finished_at"),
        **plain("reply"),
        **times("replied_at"),
        **plain("task_id", "version"),
        **times("created_at", "updated_at"),
    },
    sorts={
        "due_at": Sort("due_at"),
        "created_at": Sort("created_at"),
        "finished_at": Sort("finished_at", nullable=True),
    },
    default_sort="-created_at",
)
LOOKUPS = {
    "drawn_from": "draw__at__gte",
    "drawn_to": "draw__at__lt",
    "finished_from": "finished_at__gte",
    "finished_to": "finished_at__lt",
}


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor, now: datetime) -> dict[str, Any]:
    actor.require(reach.READ)
    rows = reach.visible_to(actor).filter(*(_condition(*one, now) for one in filters.items()))
    found = pages.page(rows, CHECKS, asked, actor=actor)
    reach.named(found["items"], actor)
    return found


def _condition(name: str, value: Any, now: datetime) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "overdue":
        late = Q(state=CheckState.OPEN, due_at__lt=now)
        return late if value else ~late
    if name == "to_improve":
        improve = Q(result__in=("needs_work", "serious"))
        return improve if value else ~improve
    return Q(**{LOOKUPS.get(name, name): value})


def worklist(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """How many checks wait for the actor, how many of them are late, and to how many findings they have not answered."""
    actor.require(reach.READ)
    mine = Check.objects.filter(checker_id=actor.person, state=CheckState.OPEN)
    found = mine.aggregate(open=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))
    told = Check.objects.filter(owner_id=actor.person, state=CheckState.FINISHED, reply="")
    return {**found, "unanswered": told.count(), "as_of": now}


def detail(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """One check: questions, evidence as the actor's role shows it, answers, and what may be done. Raises `core.not_found`."""
    actor.require(reach.READ)
    row = pages.one(reach.visible_to(actor), CHECKS, id, actor=actor)
    check = Check.objects.select_related("draw", "finished_by").get(pk=id)
    reach.named([row], actor)
    names = ("questions", "pass_mark", "strategy", "seed", "algorithm", "digest", "first_on", "last_on")
    row["draw"] = {"id": check.draw_id, **{name: getattr(check.draw, name) for name in names}}
    row["answers"] = check.answers
    row["feedback"] = check.feedback
    row["reply_text"] = check.reply_text
    row["finished_by_name"] = check.finished_by.name if check.finished_by else None
    row["gone"] = check.state == CheckState.OPEN and reach.is_gone(check)
    row["evidence"] = _evidence(check, actor)
    row["opens"] = _opens(check, row, actor)
    row["replaced_by_id"] = Check.objects.filter(replaces=check).values_list("pk", flat=True).first()
    row["actions"] = _actions(check, row["gone"], actor)
    return row


def _evidence(check: Check, actor: Actor) -> list[dict[str, Any]] | None:
    """None where the record is gone or the actor's role does not show it."""
    try:
        lines = checkables.get(check.kind).evidence(check.record_id, check.owner_id, actor)
    except DomainError:
        return None
    return [
        {"label": one.label, "value": one.value, "shown": one.shown, "choices": one.choices} for one in lines
    ]


def _opens(check: Check, row: Mapping[str, Any], actor: Actor) -> dict[str, Any] | None:
    """The page to look further on; None where the reader may not."""
    if row["evidence"] is None:
        return None
    other = checkables.get(check.kind).opens
    found = (check.record_kind, check.record_id) if other is None else other(check.record_id, actor)
    return None if found is None else {"kind": found[0], "id": found[1]}


def _actions(check: Check, gone: bool, actor: Actor) -> list[str]:
    found = []
    if reach.may_do(actor, check):
        if check.state == CheckState.OPEN:
            found.append("replace" if gone else "finish")
        whose = {"owner_id": check.owner_id, "unit_id": check.unit_id}
        assigns = actor.may("task.create") and covers(actor, "task.assign", id=0, **whose)
        if check.state == CheckState.FINISHED and check.task_id is None and assigns:
            found.append("follow_up")
    if check.state == CheckState.FINISHED and check.owner_id == actor.user_id and not check.reply:
        found.append("answer")
    return found


def holdings(user_id: int) -> int:
    return Check.objects.filter(state=CheckState.OPEN, checker_id=user_id).count()


def late_by_checker(now: datetime) -> dict[int, tuple[int, int]]:
    """Checker → how many of theirs are late, and the first of them."""
    rows = Check.objects.filter(state=CheckState.OPEN, due_at__lt=now, checker__isnull=False)
    found = rows.order_by().values_list("checker_id").annotate(Count("pk"), Min("pk"))
    return {checker: (count, first) for checker, count, first in found}
