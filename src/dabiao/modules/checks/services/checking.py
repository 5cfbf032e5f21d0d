"""What is done with a check: looked at, answered, followed up, replaced where its record is gone, handed over."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.scoping import fetch
from dabiao.modules.activities.enums import TaskAbout
from dabiao.modules.activities.services import tasks
from dabiao.modules.checks import events, rules
from dabiao.modules.checks.enums import CheckReply, CheckResult, CheckState
from dabiao.modules.checks.models import Check, Programme
from dabiao.modules.checks.queries import populating, reach
from dabiao.modules.org import queries as org


@transaction.atomic
def finish(
    check_id: int,
    *,
    answers: Sequence[dict[str, Any]],
    result: str | None = None,
    feedback: str = "",
    praised: bool = False,
    actor: Actor,
    now: datetime,
) -> Check:
    """Answer the questions and give the feedback, once; the person is told. `result` overrules what the answers come
    to, and then needs words. Two at once: the first has it.

    Raises `checks.done_already`, `checks.over`, `checks.feedback_needed`, `checks.answer_all`, `checks.answer_out_of_range`.
    """
    check = _to_do(check_id, actor)
    points = rules.points_of(check.draw.questions, answers)
    reckoned = rules.judged(points, check.draw.pass_mark)
    judged = result or reckoned
    if judged not in CheckResult.values:
        raise Invalid("core.not_a_choice", field="result", value=judged, known=", ".join(CheckResult.values))
    if (judged != CheckResult.PASSED or judged != reckoned) and not feedback.strip():
        raise Invalid("checks.feedback_needed", field="feedback")
    _set(
        check,
        now,
        state=CheckState.FINISHED,
        answers=[{"value": one["value"], "word": one.get("word", "")} for one in answers],
        points=points,
        result=judged,
        feedback=feedback,
        praised=praised and judged == CheckResult.PASSED,
        finished_by_id=actor.user_id,
        finished_at=now,
    )
    fact = events.CheckFinished(check.pk, check.programme.name, check.owner_id or 0)
    record(fact, check, *_beside(check), actor=actor, now=now)
    return check


@transaction.atomic
def answer(check_id: int, *, reply: str, text: str = "", actor: Actor, now: datetime) -> Check:
    """Whose record it was says once whether they agree, or explains. Raises `checks.only_the_person`, `checks.replied_already`,
    `checks.explanation_needed`."""
    actor.require(reach.READ)
    check = fetch(reach.visible_to(actor), check_id, lock=True)
    if check.owner_id != actor.user_id or check.state != CheckState.FINISHED:
        raise Forbidden("checks.only_the_person")
    if check.reply:
        raise Conflict("checks.replied_already", field="reply")
    if reply not in CheckReply.values:
        raise Invalid("core.not_a_choice", field="reply", value=reply, known=", ".join(CheckReply.values))
    if reply == CheckReply.EXPLAIN and not text.strip():
        raise Invalid("checks.explanation_needed", field="text")
    _set(check, now, reply=reply, reply_text=text, replied_at=now)
    fact = events.CheckAnswered(check.programme.name, reply=reply, checker_id=check.finished_by_id)
    record(fact, check, actor=actor, now=now)
    return check


@transaction.atomic
def follow_up(
    check_id: int, *, title: str, note: str = "", due_on: date | None = None, actor: Actor, now: datetime
) -> Check:
    """A task for the person, about the record where a task can be. Once for a check.

    Raises `checks.not_finished`, `checks.followed_up`, and as tasks do.
    """
    actor.require(reach.DO)
    check = fetch(reach.visible_to(actor), check_id, lock=True)
    if not reach.may_do(actor, check):
        raise Forbidden("access.forbidden", permission=reach.DO)
    if check.state != CheckState.FINISHED:
        raise Conflict("checks.not_finished")
    if check.task_id is not None:
        raise Conflict("checks.followed_up")
    task = tasks.create(
        title=title,
        note=note,
        due_on=due_on,
        owner_id=check.owner_id,
        **_about(check, actor),
        actor=actor,
        now=now,
    )
    _set(check, now, task_id=task.pk)
    return check


@transaction.atomic
def replace(check_id: int, *, actor: Actor, now: datetime) -> Check | None:
    """The record is gone: the next of the same draw takes its place, None where nothing is left.

    Raises `checks.not_gone`, `checks.done_already`, `checks.over`.
    """
    check = _to_do(check_id, actor)
    if not reach.is_gone(check):
        raise Conflict("checks.not_gone")
    following = _next_of(check)
    _set(check, now, state=CheckState.GONE)
    made = None
    if following is not None:
        place, owner, unit, id = following
        checker = check.checker_id if check.checker_id != owner else None
        made = Check.objects.create(
            draw=check.draw,
            programme=check.programme,
            kind=check.kind,
            record_kind=check.record_kind,
            record_id=id,
            place=place,
            replaces=check,
            owner_id=owner,
            unit_id=unit,
            checker_id=checker,
            due_at=check.due_at,
            created_at=now,
            updated_at=now,
        )
    fact = events.CheckReplaced(check.programme.name, by_id=made.pk if made else None)
    record(fact, check, *([made] if made else []), actor=actor, now=now)
    return made


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand what a person was to check over to a successor, who never gets their own; programmes name the successor too."""
    holder = org.holder(to_user_id, field="successor_id")
    rows = list(
        Check.objects.filter(state=CheckState.OPEN, checker_id=from_user_id)
        .select_related("programme")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    above = org.leader_of(to_user_id)
    for check in rows:
        given = (holder.user_id, holder.name)
        if check.owner_id == holder.user_id:
            other = above if above not in (None, from_user_id) else None
            given = (other or 0, org.names_of([other]).get(other, "") if other else "")
        _set(check, now, checker_id=given[0] or None)
        fact = events.CheckHandedOver(
            check.programme.name, checker_id=given[0] or None, checker_name=given[1]
        )
        record(fact, check, actor=actor, now=now)
    for programme in Programme.objects.select_for_update().order_by("pk"):
        if from_user_id in programme.checker_ids:
            named = [to_user_id if id == from_user_id else id for id in programme.checker_ids]
            programme.checker_ids = list(dict.fromkeys(named))
            programme.version += 1
            programme.save(update_fields=["checker_ids", "version"])
    return len(rows)


@transaction.atomic
def give_up_on(user_id: int, *, actor: Actor, now: datetime) -> int:
    """Somebody left: there is nobody to give feedback to. What is open of theirs ends."""
    rows = Check.objects.filter(state=CheckState.OPEN, owner_id=user_id)
    return rows.update(state=CheckState.VOID, version=F("version") + 1, updated_at=now)


def _to_do(check_id: int, actor: Actor) -> Check:
    """The open check, locked, that the actor may do; those who are late hear who was first."""
    actor.require(reach.DO)
    check = fetch(reach.visible_to(actor), check_id, lock=True)
    if not reach.may_do(actor, check):
        raise Forbidden("access.forbidden", permission=reach.DO)
    if check.state == CheckState.FINISHED:
        who = org.names_of([check.finished_by_id or 0]).get(check.finished_by_id or 0, "")
        raise Conflict("checks.done_already", name=who)
    if check.state != CheckState.OPEN:
        raise Conflict("checks.over")
    return check


def _next_of(check: Check) -> tuple[int, int, int | None, int] | None:
    """The first of the draw's order that is not drawn yet and still there: of the same person, or of all where all were one."""
    draw = check.draw
    population = populating.population_of(draw)
    if draw.total is None:
        population = {owner: kept for owner, kept in population.items() if owner == check.owner_id}
    drawn = set(Check.objects.filter(draw=draw).values_list("owner_id", "record_id"))
    units = dict(draw.strata.values_list("owner_id", "unit_id"))
    working = org.working(list(population))
    for place, (owner, id) in enumerate(rules.order_of(draw.seed, draw.strategy, population)):
        if (owner, id) in drawn or owner not in working:
            continue
        if not reach.is_gone(Check(kind=check.kind, record_id=id)):
            return place, owner, units.get(owner), id
    return None


def _beside(check: Check) -> list[Any]:
    """The record that was looked at, and what it is about, where they are still there."""
    model = subjects.get(check.record_kind).model
    row = model._default_manager.filter(pk=check.record_id).first()
    if row is None:
        return []
    about = getattr(row, "about_id", None), getattr(row, "about_kind", "")
    if check.record_kind != "activity" or about[0] is None:
        return [row]
    further = subjects.get(about[1]).model._default_manager.filter(pk=about[0]).first()
    return [row, further] if further is not None else [row]


def _about(check: Check, actor: Actor) -> dict[str, Any]:
    """What the task is about: the record, or what a contact was about; nothing that a task cannot name or the actor not see."""
    rows = _beside(check)
    row = rows[-1] if rows else None
    if row is None or row.subject_kind not in TaskAbout.values:
        return {}
    try:
        subjects.load(row.subject_kind, row.pk, actor=actor)
    except NotFound:
        return {}
    return {"subject_kind": row.subject_kind, "subject_id": row.pk}


def _set(check: Check, now: datetime, **values: Any) -> None:
    for name, value in values.items():
        setattr(check, name, value)
    check.version, check.updated_at = check.version + 1, now
    check.save(update_fields=[*values, "version", "updated_at"])
