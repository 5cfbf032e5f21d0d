"""The rules as leads are judged by them, kept in the process until they, or what conditions are made of, change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dabiao.core.access import epochs
from dabiao.core.actor import SYSTEM
from dabiao.core.conditions import tree, vocabulary
from dabiao.core.conditions.binding import Asking
from dabiao.core.conditions.language import predicate
from dabiao.core.conditions.tree import All, Any_, Leaf, Node, Not
from dabiao.core.errors import DomainError
from dabiao.core.hearing.listening import keyword
from dabiao.modules.grading.enums import ModelMode
from dabiao.modules.grading.models import Policy, Rule
from dabiao.modules.grading.queries import serving
from dabiao.modules.grading.queries.cases import LEARNT_FROM
from dabiao.modules.grading.queries.serving import Served
from dabiao.modules.grading.queries.texts import KIND
from dabiao.modules.grading.rules import DEFAULT, Ruling

POLICY = 1
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # for what hangs on no day
NEVER: Node = Any_(())  # true of nothing
Asks = Callable[[Any], bool]


@dataclass(frozen=True)
class Ruleset:
    """`inputs`: fields on which some rule hangs, `remark` where one listens."""

    rulings: Sequence[tuple[Ruling, Node, Asks | None]]
    thresholds: Mapping[str, int]
    inputs: frozenset[str]
    model: Served | None = None

    def asked(self, now: datetime) -> list[tuple[Ruling, Asks]]:
        """Each rule as a question; what hangs on the day is worked out for this moment."""
        asking = Asking(SYSTEM, now)
        return [(ruling, asks or predicate(node, asking)) for ruling, node, asks in self.rulings]


def policy() -> Policy:
    """The company's; as it comes out of the box until somebody changes it."""
    return Policy.objects.filter(pk=POLICY).first() or Policy(pk=POLICY, thresholds=dict(DEFAULT))


def live_rules() -> list[Rule]:
    return list(Rule.objects.filter(removed_at=None).order_by("place", "pk"))


def read(condition: Any) -> Node:
    """A condition that may have been kept for long; `NEVER` where it means nothing any more, for its field is gone."""
    try:
        return tree.parse(condition, vocabulary.of(KIND), root="condition")
    except DomainError:
        return NEVER


def of(rules: Sequence[Rule], row: Policy, model: Served | None = None) -> Ruleset:
    """What these rules and this policy make, kept or not."""
    nodes = [(rule, read(rule.condition)) for rule in rules if rule.active]
    inputs = frozenset(name for _, node in nodes for name in _fields(node))
    return Ruleset(
        rulings=[(_ruling(rule, node), node, _timeless(node)) for rule, node in nodes],
        thresholds=row.thresholds or DEFAULT,
        inputs=inputs | (LEARNT_FROM if model is not None else frozenset()),
        model=model,
    )


def _ruling(rule: Rule, node: Node) -> Ruling:
    return Ruling(
        id=rule.pk or 0,
        name=rule.name,
        points=rule.points,
        grade=rule.grade,
        adds=frozenset(rule.adds),
        removes=frozenset(rule.removes),
        words=tuple(dict.fromkeys(_words(node))),
    )


def _timeless(node: Node) -> Asks | None:
    timed = any(leaf.term.type in ("date", "datetime") for leaf in _leaves(node))
    return None if timed else predicate(node, Asking(SYSTEM, LONG_AGO))


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case All(parts) | Any_(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case Leaf():
            yield node


def _fields(node: Node) -> Iterator[str]:
    for leaf in _leaves(node):
        yield "remark" if leaf.term.type == "speech" else leaf.term.name


def _words(node: Node) -> Iterator[tuple[str, bool]]:
    """What must be heard for the condition to hold: not what stands under a "not"."""
    match node:
        case All(parts) | Any_(parts):
            for part in parts:
                yield from _words(part)
        case Leaf(term=term, op=op, value=value) if term.type == "speech" and op != "says_not":
            for word in value:
                yield keyword(word), op == "denies"


def _read() -> Ruleset:
    row = policy()
    return of(live_rules(), row, serving.in_use() if row.model_mode == ModelMode.AUTO else None)


_kept = epochs.Kept(_read)
current = _kept.get


def off() -> bool:
    """Whether there is nothing to judge by: then nothing is asked of the database for the sake of grading."""
    return not (current().rulings or current().model)


__all__ = ["NEVER", "POLICY", "ModelMode", "Ruleset", "current", "live_rules", "of", "off", "policy", "read"]
