"""The rules as decisions are made by them: which hold, of which leads, at what hours, and whom they mean."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.access import epochs
from dabiao.core.conditions import tree, vocabulary
from dabiao.core.conditions.tree import Any_, Node
from dabiao.core.errors import DomainError
from dabiao.modules.dispatch.enums import Hours
from dabiao.modules.dispatch.models import Policy, Rule
from dabiao.modules.dispatch.rules import hours
from dabiao.modules.dispatch.rules import terms as clocks
from dabiao.modules.dispatch.rules.choosing import EVEN, Ruling
from dabiao.modules.dispatch.rules.terms import Terms
from dabiao.modules.org import queries as org

NEVER: Node = Any_(())  # true of no lead
POLICY = 1


def policy() -> Policy:
    """The company's; as it comes out of the box until somebody changes it."""
    return Policy.objects.filter(pk=POLICY).first() or Policy(pk=POLICY)


def active_rules() -> list[Rule]:
    """In the order in which they are asked."""
    return list(Rule.objects.filter(removed_at=None, active=True).order_by("place", "id"))


_kept: epochs.Kept[dict[int, tuple[int, Node]]] = epochs.Kept(dict)  # rule → version, condition


def parsed(rule: Rule) -> Node:
    """The rule's condition, ready to be asked. One that means nothing any more, for its field is gone, is true of no lead.

    Kept in the process until the rule changes, or the words that conditions are made of (custom fields).
    """
    kept = _kept.get()  # another one after a change: what was read before it is forgotten with this one
    known = kept.get(rule.pk)
    if known is None or known[0] != rule.version:
        known = kept[rule.pk] = rule.version, read(rule.condition)
    return known[1]


def read(condition: Any) -> Node:
    """A condition over leads that may have been kept for long; `NEVER` where it means nothing any more."""
    try:
        return tree.parse(condition or {}, vocabulary.of("lead"), root="condition")
    except DomainError:
        return NEVER


def week_of(rule: Rule | None, policy: Policy) -> hours.Week:
    """The hours in which the clocks of this rule run: its own, or the company's. One that always gives has the company's
    too: who gets a lead at night answers in the morning, unless the clock is one on the wall."""
    own = rule is not None and rule.hours == Hours.OWN
    return hours.read(rule.own_hours if own and rule else policy.working, get_default_timezone())


def opens_at(rule: Rule, policy: Policy, now: datetime) -> datetime | None:
    """When this rule gives leads: `now` while it does; None where that is more than sixty days off."""
    return now if rule.hours == Hours.ALWAYS else hours.next_open(now, week_of(rule, policy))


def terms_of(rule: Rule | None, policy: Policy, grade: str) -> Terms:
    """The clocks of a lead of this grade: the company's, its grade's, the rule's, the rule's for the grade."""
    ours = (rule.clock, rule.grades.get(grade)) if rule else ()
    return clocks.terms(policy.clock, policy.grades.get(grade), *ours)


def later(seconds: int, terms: Terms, policy: Policy, now: datetime) -> datetime:
    """So many seconds from now: of the company's working hours, or on the wall."""
    if terms.wall:
        return now + timedelta(seconds=seconds)
    return hours.after(now, seconds, week_of(None, policy))


def rulings(rules: Sequence[Rule]) -> dict[int, Ruling]:
    """Rule → what of it a choice depends on, in two statements for all rules together."""
    below = org.each_below({id for rule in rules for id in rule.candidates.get("units", ())})
    staff = org.staff_of(frozenset().union(*below.values()))
    by_unit: dict[int, list[int]] = {}
    for user_id, unit_id in staff.items():
        by_unit.setdefault(unit_id, []).append(user_id)
    return {
        rule.pk: _ruling(
            rule,
            (
                user_id
                for named in rule.candidates.get("units", ())
                for unit_id in below.get(named, ())
                for user_id in by_unit.get(unit_id, ())
            ),
        )
        for rule in rules
    }


def leader_of(rule: Rule) -> int | None:
    """To whose desk a lead of this rule goes that nobody can take: who leads the first of its units that has a leader, or else
    the first of its people that has one."""
    said = rule.candidates
    for unit_id in said.get("units", ()):
        if (leader := org.leader_of_unit(unit_id)) is not None:
            return leader
    above = org.leaders_of(said.get("people", ()))
    return next((above[id] for id in said.get("people", ()) if id in above), None)


def _ruling(rule: Rule, in_units: Iterable[int]) -> Ruling:
    """Whoever is named stays even where they have left: then it is told why they get nothing."""
    said = rule.candidates
    people = {*in_units, *said.get("people", ())}.difference(said.get("except", ()))
    return Ruling(
        id=rule.pk,
        people=tuple(sorted(people)),
        strategy=rule.strategy,
        levels=tuple(said.get("levels", ())),
        tags={tag["id"]: tag["least"] for tag in said.get("tags", ())},
        weights=rule.weights or EVEN,
        cap_day=rule.cap_day,
        cap_hour=rule.cap_hour,
        cap_open=rule.cap_open,
    )
