"""The ordered rules are kept by those who may. Every change is checked as the whole rule that comes of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.conditions import tree, vocabulary
from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.ordered import Ordered
from dabiao.modules.dispatch import events
from dabiao.modules.dispatch.models import Rule
from dabiao.modules.dispatch.queries import naming, rulings
from dabiao.modules.dispatch.rules import checking

PERMISSION = "dispatch.manage"
MOST = 100
EDITABLE = frozenset(Rule.SAID)
RULES = Ordered(Rule, "dispatch rules", most=MOST, full="dispatch.too_many_rules")


@transaction.atomic
def create(*, values: Mapping[str, Any], actor: Actor, now: datetime) -> Rule:
    """A new rule, asked after all others. Raises `dispatch.too_many_rules`, and what is wrong with it: `core.required`,
    `conditions.*`, `dispatch.*`, `org.*`."""
    actor.require(PERMISSION)
    RULES.hold()
    rule = Rule(place=RULES.next_place(), created_at=now, updated_at=now, **checking.tidied(values))
    _check(rule)
    rule.save(force_insert=True)
    _tell(events.RuleCreated(rule.name), rule, actor, now)
    return rule


@transaction.atomic
def edit(
    rule_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Rule:
    """Change a rule, switch it off or on; who has a lead by it keeps the lead and its clocks. Raises `edit.conflict` (409)
    and as `create`."""
    actor.require(PERMISSION)
    RULES.hold()
    rule = RULES.locked(rule_id)
    before = rule.candidates
    applied = merge_edit(rule, checking.tidied(changes), base=base, version=version, editable=EDITABLE)
    if applied:
        _check(rule, held=before)
        rule.updated_at = now
        rule.save(update_fields=[*applied, "version", "updated_at"])
        _tell(_edited(rule, wired(applied)), rule, actor, now)
    return rule


def _edited(rule: Rule, changes: dict[str, list[Any]]) -> Fact:
    if changes.keys() == {"active"}:
        return events.RuleSwitched(rule.name, "on" if rule.active else "off")
    return events.RuleEdited(rule.name, changes)


@transaction.atomic
def arrange(*, ids: Sequence[int], actor: Actor, now: datetime) -> None:
    """Ask the rules in this order; those not named follow. The order there already is no news."""
    actor.require(PERMISSION)
    RULES.hold()
    if order := RULES.arrange(ids):
        _tell(events.RulesReordered([rule.name for rule in order]), order[0], actor, now)


@transaction.atomic
def remove(rule_id: int, *, actor: Actor, now: datetime) -> None:
    """Ask a rule no more. It stays in the ledger; a second time changes nothing."""
    actor.require(PERMISSION)
    RULES.hold()
    rule, lived = RULES.remove(rule_id, now)
    if lived:
        _tell(events.RuleRemoved(rule.name), rule, actor, now)


def _tell(fact: Fact, rule: Rule, actor: Actor, now: datetime) -> None:
    record(fact, rule, actor=actor, now=now)


def _check(rule: Rule, *, held: Mapping[str, Any] | None = None) -> None:
    """`held`: whom it named before. Who has left since then is a warning, not a refusal of another change."""
    faults = [*_unreadable(rule.condition), *_unknown(rule, held or {})]
    try:
        checking.check_rule(rule.values(), vars(rulings.policy()))
    except Many as error:
        faults += error.errors
    except DomainError as error:
        faults.append(error)
    if faults:
        raise faults[0] if len(faults) == 1 else Many(faults)


def _unreadable(condition: Any) -> Iterator[DomainError]:
    if condition is not None:
        _, wrong = tree.read(condition, vocabulary.of("lead"), root="condition")
        yield from wrong or checking.asking_me(condition)


def _unknown(rule: Rule, held: Mapping[str, Any]) -> Iterator[DomainError]:
    said = rule.candidates
    found = naming.names([said], units=[rule.pool_unit_id])
    new = {name: set(said.get(name, ())) - set(held.get(name, ())) for name in ("units", "people", "except")}
    for number, id in enumerate(said.get("units", ())):
        if id in new["units"] and id not in found.units:
            yield Invalid("dispatch.unknown_unit", field=f"candidates.units.{number}", value=id)
    for name in ("people", "except"):
        for number, id in enumerate(said.get(name, ())):
            if id in new[name] and not (id in found.people and found.people[id].working):
                yield Invalid("org.not_working", field=f"candidates.{name}.{number}", name=found.person(id))
    if rule.pool_unit_id is not None and rule.pool_unit_id not in found.units:
        yield Invalid("dispatch.unknown_unit", field="pool_unit_id", value=rule.pool_unit_id)
    yield from _tags(said, held)


def _tags(said: Mapping[str, Any], held: Mapping[str, Any]) -> Iterator[DomainError]:
    before = [tag["id"] for tag in held.get("tags", ())]
    try:
        naming.check_tags([tag["id"] for tag in said.get("tags", ())], held=before, field="candidates.tags")
    except DomainError as error:
        yield error
