"""A leaf for one actor at one moment: what "me", "my unit" and "this month" mean, as a probe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.conditions import spans
from dabiao.core.conditions.folding import wanted
from dabiao.core.conditions.probes import (
    Among,
    Between,
    EndsWith,
    Holding,
    Listening,
    ListPresent,
    Present,
    Probe,
    beginning,
    containing,
    spelled_as,
)
from dabiao.core.conditions.terms import OPPOSITES, Term
from dabiao.core.conditions.tree import Leaf
from dabiao.core.hearing.listening import keyword
from dabiao.core.locking import wire


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and when."""

    actor: Actor
    now: datetime


NOBODY = Among(frozenset())


def bound(leaf: Leaf, asking: Asking) -> tuple[Probe, bool]:
    """(probe, whether its opposite is meant)."""
    op = OPPOSITES.get(leaf.op, leaf.op)
    return _probe(leaf.term, op, leaf.value, asking), op != leaf.op


def _probe(term: Term, op: str, value: Any, asking: Asking) -> Probe:
    if op == "not_empty":
        return _present(term)
    if term.type in ("date", "datetime"):
        return _in_time(term, op, value, asking)
    return _BY_TYPE.get(term.type, _plain)(term, op, value, asking)


def _present(term: Term) -> Probe:
    if term.type == "multi":
        return ListPresent()
    texts = ("text", "choice", "phone", "handle", *(("date", "datetime") if term.key else ()))
    return Present("" if term.type in texts and not term.numbered else None)


def _plain(_: Term, op: str, value: Any, __: Asking) -> Probe:
    if op in ("is", "in"):
        return Among(frozenset([value] if op == "is" else value))
    return Between((("gte", value[0]), ("lte", value[1])) if op == "between" else ((op, value),))


def _text(_: Term, op: str, value: Any, __: Asking) -> Probe:
    if op == "contains":
        return containing(wanted(value))
    if op == "starts_with":
        return beginning(wanted(value))
    return spelled_as(frozenset(wanted(one) for one in ([value] if op == "is" else value)))


def _speech(_: Term, op: str, value: Any, __: Asking) -> Probe:
    return Listening(tuple(keyword(one) for one in value), denied=op == "denies")


def _phone(term: Term, op: str, value: Any, asking: Asking) -> Probe:
    return EndsWith(value) if op == "last_four" else _plain(term, op, value, asking)


def _multi(_: Term, op: str, value: Any, __: Asking) -> Probe:
    return Holding(frozenset([value] if op == "contains" else value))


def _person(term: Term, op: str, value: Any, asking: Asking) -> Probe:
    if op == "is_me":
        me = asking.actor.user_id
        return NOBODY if me is None else Among(frozenset([me]))
    return _plain(term, op, value, asking)


def _unit(term: Term, op: str, value: Any, asking: Asking) -> Probe:
    actor = asking.actor
    if op == "my_team":
        return NOBODY if actor.unit_id is None else Among(frozenset([actor.unit_id]))
    if op == "my_unit":
        return Among(frozenset(actor.unit_ids))
    if op == "within":
        below = term.below or (lambda unit_id: [unit_id])
        return Among(frozenset(id for unit_id in value for id in below(unit_id)))
    return _plain(term, op, value, asking)


_BY_TYPE: Mapping[str, Callable[[Term, str, Any, Asking], Probe]] = {
    "text": _text,
    "handle": _text,
    "phone": _phone,
    "multi": _multi,
    "person": _person,
    "unit": _unit,
    "speech": _speech,
}


def _in_time(term: Term, op: str, value: Any, asking: Asking) -> Probe:
    low, high = value if op == "between" else (value, value)
    first, after = _edges(term, low, asking)[0], _edges(term, high, asking)[1]
    bounds: Mapping[str, tuple[tuple[str, Any], ...]] = {
        "is": (first, after),
        "between": (first, after),
        "gte": (first,),
        "lte": (after,),
        "lt": (("lt", first[1]),),
        "gt": (("gte" if after[0] == "lt" else "gt", after[1]),),
    }
    return Between(bounds[op])


def _edges(term: Term, text: str, asking: Asking) -> tuple[tuple[str, Any], tuple[str, Any]]:
    """Where a value begins and ends: days end before their last midnight, moments in themselves."""
    zone = get_default_timezone()
    moment = asking.now if text == spans.NOW else None if spans.is_span(text) else spans.moment_of(text)
    if moment is not None:
        return ("gte", _kept(term, moment)), ("lte", _kept(term, moment))
    found = spans.days(text, today=asking.now.astimezone(zone).date())
    if term.type == "date":
        return ("gte", _kept(term, found.first)), ("lt", _kept(term, found.last))
    first, last = (spans.midnight(day, zone).astimezone(UTC) for day in (found.first, found.last))
    return ("gte", _kept(term, first)), ("lt", _kept(term, last))


def _kept(term: Term, value: Any) -> Any:
    """As the term's values are kept: JSON has dates and moments as text, in an order that is theirs."""
    return wire(value.astimezone(UTC) if term.type == "datetime" else value) if term.key else value
