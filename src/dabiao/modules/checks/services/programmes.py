"""Programmes: what is checked, whose, how much, how often and by whom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core import checkables
from dabiao.core.actor import Actor
from dabiao.core.conditions import language, vocabulary
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import columns, merge_edit, wired
from dabiao.core.scoping import covers, demand, fetch
from dabiao.modules.checks import events
from dabiao.modules.checks.enums import CheckAsked, CheckCadence, CheckStrategy
from dabiao.modules.checks.models import Programme
from dabiao.modules.checks.queries import reach
from dabiao.modules.checks.services.drawing import arrange
from dabiao.modules.org import queries as org

FIELDS = (
    *("name", "kind", "where", "unit_ids", "user_ids", "each", "share", "newcomer_days", "strategy"),
    *("cadence", "weekday", "monthday", "minute", "span_days", "checker_ids", "due_days", "questions"),
    *("pass_mark", "active"),
)
RANGES = {
    "each": (1, 50),
    "share": (1, 100),
    "newcomer_days": (0, 730),
    "weekday": (1, 7),
    "monthday": (1, 20),
    "minute": (0, 1439),
    "span_days": (1, 92),
    "due_days": (1, 20),
    "pass_mark": (1, 100),
}
CHOICES = {"strategy": CheckStrategy, "cadence": CheckCadence}
FEWEST, MOST = 2, 7  # questions


@transaction.atomic
def create(*, values: Mapping[str, Any], actor: Actor, now: datetime) -> Programme:
    """A programme of the actor's. Raises as `_check` does, and `access.forbidden`."""
    actor.require(reach.MANAGE)
    wanted = {name: value for name, value in values.items() if name in FIELDS}
    made = Programme(**wanted, owner_id=actor.user_id, unit_id=actor.unit_id, created_at=now, updated_at=now)
    _check(made, actor, now)
    made.save()
    record(events.CheckProgrammeCreated(made.name), made, actor=actor, now=now)
    arrange(made, actor=actor, now=now)
    return made


@transaction.atomic
def edit(
    programme_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Programme:
    """Change it, stop it or start it again; draws that were made stay. Raises `edit.conflict` and as `_check` does."""
    actor.require(reach.MANAGE)
    row = fetch(reach.programmes_for(actor), programme_id, lock=True)
    demand(actor, reach.MANAGE, row)
    applied = merge_edit(row, changes, base=base, version=version, editable=frozenset(FIELDS))
    if applied:
        _check(row, actor, now)
        row.updated_at = now
        row.save(update_fields=[*columns(applied), "version", "updated_at"])
        fact = events.CheckProgrammeEdited(row.name, revised=wired(applied))
        record(fact, row, actor=actor, now=now)
        arrange(row, actor=actor, now=now)
    return row


def _check(row: Programme, actor: Actor, now: datetime) -> None:
    """Raises `core.required`, `core.not_a_choice`, `checks.out_of_range`, `checks.each_or_share`, `checks.nobody`,
    `checks.out_of_reach`, `checks.questions`, `conditions.*` and `org.not_working`."""
    if not row.name.strip():
        raise Invalid("core.required", field="name")
    for name, known in CHOICES.items():
        if getattr(row, name) not in known.values:
            value = getattr(row, name)
            raise Invalid("core.not_a_choice", field=name, value=value, known=", ".join(known.values))
    for name, (low, high) in RANGES.items():
        value = getattr(row, name)
        if value is not None and not low <= value <= high:
            raise Invalid("checks.out_of_range", field=name, low=low, high=high)
    if (row.each is None) == (row.share is None):
        raise Invalid("checks.each_or_share", field="each")
    _check_where(row, actor, now)
    _check_people(row, actor)
    _check_questions(row.questions)


def _check_where(row: Programme, actor: Actor, now: datetime) -> None:
    kind = checkables.get(row.kind)
    if not row.where:
        row.where = None
        return
    if not kind.words:
        raise Invalid("checks.no_condition_here", field="where")
    for problem in language.check(row.where, vocabulary.of(kind.words)):
        raise problem
    language.compiled(row.where, vocabulary.of(kind.words), actor=actor, now=now)


def _check_people(row: Programme, actor: Actor) -> None:
    """Units and people stand within reach; checkers may be anybody who works here."""
    if not row.unit_ids and not row.user_ids:
        raise Invalid("checks.nobody", field="unit_ids")
    names = org.unit_names(list(row.unit_ids))
    for unit_id in row.unit_ids:
        if unit_id not in names:
            raise Invalid("core.not_found_here", field="unit_ids", value=unit_id)
        _reached(actor, None, unit_id, "unit_ids", names[unit_id])
    if row.user_ids:
        for holder in org.holders(list(row.user_ids), field="user_ids").values():
            _reached(actor, holder.user_id, holder.unit_id, "user_ids", holder.name)
    if row.checker_ids:
        org.holders(list(row.checker_ids), field="checker_ids")


def _reached(actor: Actor, owner_id: int | None, unit_id: int, field: str, name: str) -> None:
    if not covers(actor, reach.MANAGE, id=0, owner_id=owner_id, unit_id=unit_id):
        raise Forbidden("checks.out_of_reach", field=field, name=name)


def _check_questions(questions: Any) -> None:
    if not FEWEST <= len(questions) <= MOST:
        raise Invalid("checks.questions", field="questions", fewest=FEWEST, most=MOST)
    for place, one in enumerate(questions):
        if not one["text"].strip():
            raise Invalid("core.required", field=f"questions.{place}.text")
        if one["kind"] not in CheckAsked.values:
            field = f"questions.{place}.kind"
            raise Invalid(
                "core.not_a_choice", field=field, value=one["kind"], known=", ".join(CheckAsked.values)
            )
