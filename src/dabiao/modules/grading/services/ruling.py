"""The rules and what holds for all of them are kept by those who may."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.conditions import tree, vocabulary
from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.ordered import Ordered
from dabiao.modules.grading import events
from dabiao.modules.grading.models import Policy, Rule
from dabiao.modules.grading.queries.rulesets import POLICY
from dabiao.modules.grading.queries.texts import KIND
from dabiao.modules.grading.rules import DEFAULT, check_thresholds, faults
from dabiao.modules.org import queries as org

PERMISSION = "grading.manage"
MOST = 200
EDITABLE = frozenset(Rule.SAID)
RULES = Ordered(Rule, "grading rules", most=MOST, full="grading.too_many_rules")


@transaction.atomic
def create(*, values: Mapping[str, Any], actor: Actor, now: datetime) -> Rule:
    """A new rule, after all others; leads that come from now on are judged by it too. Raises `grading.*`, `conditions.*`,
    `core.required`, `org.unknown_tag`."""
    actor.require(PERMISSION)
    RULES.hold()
    rule = Rule(place=RULES.next_place(), created_at=now, updated_at=now, **values)
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
    """Change a rule, switch it off or on; leads that are there keep what was judged. Raises `edit.conflict` (409) and as
    `create`."""
    actor.require(PERMISSION)
    RULES.hold()
    rule = RULES.locked(rule_id)
    tags = [*rule.adds, *rule.removes]
    applied = merge_edit(rule, changes, base=base, version=version, editable=EDITABLE)
    if applied:
        _check(rule, held=tags)
        rule.updated_at = now
        rule.save(update_fields=[*applied, "version", "updated_at"])
        _tell(events.RuleEdited(rule.name, wired(applied)), rule, actor, now)
    return rule


@transaction.atomic
def remove(rule_id: int, *, actor: Actor, now: datetime) -> None:
    """Judge by a rule no more; a second time changes nothing."""
    actor.require(PERMISSION)
    RULES.hold()
    rule, lived = RULES.remove(rule_id, now)
    if lived:
        _tell(events.RuleRemoved(rule.name), rule, actor, now)


@transaction.atomic
def arrange(*, ids: Sequence[int], actor: Actor, now: datetime) -> None:
    """The order of the rules, which tells which outright grade counts; those not named follow in the order they had."""
    actor.require(PERMISSION)
    RULES.hold()
    if order := RULES.arrange(ids):
        _tell(events.RulesReordered([rule.name for rule in order]), order[0], actor, now)


@transaction.atomic
def edit_policy(
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Policy:
    """Change from how many points on a lead has which grade. Raises `edit.conflict` (409), `grading.thresholds*`."""
    actor.require(PERMISSION)
    RULES.hold()
    Policy.objects.get_or_create(pk=POLICY, defaults={"updated_at": now, "thresholds": dict(DEFAULT)})
    policy = Policy.objects.select_for_update().get(pk=POLICY)
    editable = frozenset({"thresholds", "model_mode"})
    applied = merge_edit(policy, changes, base=base, version=version, editable=editable)
    if applied:
        check_thresholds(policy.thresholds)
        policy.updated_at = now
        policy.save(update_fields=[*applied, "version", "updated_at"])
        record(events.PolicyEdited(wired(applied)), policy, actor=actor, now=now)
        access.announce()
    return policy


def _check(rule: Rule, *, held: Sequence[int] = ()) -> None:
    """Raises everything that is wrong with the rule at once. Tags that it named before may be retired by now."""
    wrong = [*tree.read(rule.condition or {}, vocabulary.of(KIND), root="condition")[1]]
    if not rule.condition:
        wrong.append(Invalid("core.required", field="condition"))
    wrong += faults({name: getattr(rule, name) for name in Rule.SAID})
    for name in ("adds", "removes"):
        try:
            setattr(rule, name, org.kept_tags(getattr(rule, name), held=held, field=name))
        except DomainError as error:
            wrong.append(error)
    if wrong:
        raise wrong[0] if len(wrong) == 1 else Many(wrong)


def _tell(fact: Fact, rule: Rule, actor: Actor, now: datetime) -> None:
    record(fact, rule, actor=actor, now=now)
    access.announce()  # every process reads the rules again
