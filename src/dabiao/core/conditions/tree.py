"""From JSON to a checked tree. Every mistake is named with its place in the tree and how to mend it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dabiao.core.conditions import values, vocabulary
from dabiao.core.conditions.terms import MASKED, TAKES, Relation, Term
from dabiao.core.conditions.vocabulary import Vocabulary
from dabiao.core.errors import DomainError, Invalid, Many

DEEPEST = 5  # groups within groups
FARTHEST = 2  # relations walked from the record
MOST_LEAVES = 50
MOST_VALUES = 200
MOST_TEXT = 1_000  # characters of all texts together: they become one regular expression
MOST_MASKED = 3  # phones and addresses asked for at once: guessing by the hundred would undo the mask
MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any_:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


@dataclass(frozen=True, slots=True)
class Leaf:
    """`hops` are the relations to walk before the term; `value` is checked and in its Python form."""

    hops: tuple[Relation, ...]
    term: Term
    op: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Related:
    """`some` related record for which `inner` holds, or `none`."""

    hops: tuple[Relation, ...]
    relation: Relation
    op: str
    inner: "Node"


Node = All | Any_ | Not | Leaf | Related
EVERYTHING = All(())


@dataclass
class _Reading:
    """What has been met so far in one tree."""

    errors: list[DomainError]
    leaves: int = 0
    values: int = 0
    text: int = 0
    masked: int = 0

    def wrong(self, code: str, place: str, **params: Any) -> Node:
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(Invalid(code, field=place, **params))
        return EVERYTHING


def parse(tree: Any, words: Vocabulary, *, root: str = "where") -> Node:
    """The checked tree. Raises `conditions.*` naming the place, several at once as one refusal."""
    node, errors = read(tree, words, root=root)
    if errors:
        raise errors[0] if len(errors) == 1 else Many(errors)
    return node


def read(tree: Any, words: Vocabulary, *, root: str = "where") -> tuple[Node, list[DomainError]]:
    reading = _Reading([])
    node = EVERYTHING if tree == {} else _node(tree, words, root, reading, depth=1, far=0)
    for limit, met, code in (
        (MOST_LEAVES, reading.leaves, "conditions.too_many_conditions"),
        (MOST_VALUES, reading.values, "conditions.too_many_values"),
        (MOST_TEXT, reading.text, "conditions.too_much_text"),
        (MOST_MASKED, reading.masked, "conditions.too_many_masked"),
    ):
        if met > limit:
            reading.wrong(code, root, limit=limit)
    return node, reading.errors


def _node(tree: Any, words: Vocabulary, place: str, reading: _Reading, *, depth: int, far: int) -> Node:
    if not isinstance(tree, Mapping):
        return reading.wrong("conditions.not_a_condition", place)
    if "field" in tree:
        return _leaf(tree, words, place, reading, depth=depth, far=far)
    if len(tree) != 1 or (kind := next(iter(tree))) not in ("all", "any", "not"):
        return reading.wrong("conditions.not_a_condition", place)
    if depth > DEEPEST:
        return reading.wrong("conditions.too_deep", place, limit=DEEPEST)
    if kind == "not":
        return Not(_node(tree["not"], words, f"{place}.not", reading, depth=depth + 1, far=far))
    if not isinstance(tree[kind], list) or not tree[kind]:
        return reading.wrong("conditions.empty_group", f"{place}.{kind}")
    parts = tuple(_parts(tree[kind], words, f"{place}.{kind}", reading, depth=depth + 1, far=far))
    return All(parts) if kind == "all" else Any_(parts)


def _parts(
    items: list[Any], words: Vocabulary, place: str, reading: _Reading, *, depth: int, far: int
) -> Iterator[Node]:
    for index, item in enumerate(items):
        if reading.leaves > MOST_LEAVES:
            return
        yield _node(item, words, f"{place}.{index}", reading, depth=depth, far=far)


def _leaf(
    tree: Mapping[str, Any], words: Vocabulary, place: str, reading: _Reading, *, depth: int, far: int
) -> Node:
    reading.leaves += 1
    for name in tree:
        if name not in ("field", "op", "value", "where"):
            return reading.wrong("conditions.unknown_part", f"{place}.{name}", name=str(name))
    name, op = tree["field"], tree.get("op")
    found = vocabulary.find(words, name) if isinstance(name, str) else None
    if found is None:
        return reading.wrong(
            "conditions.unknown_field", f"{place}.field", name=str(name)[:100], kind=words.kind
        )
    hops, word = found
    if far + len(hops) + isinstance(word, Relation) > FARTHEST:
        return reading.wrong("conditions.too_far", f"{place}.field", limit=FARTHEST)
    if op not in word.operators:
        return reading.wrong(
            "conditions.unknown_op",
            f"{place}.op",
            name=name,
            value=str(op)[:60],
            known=", ".join(word.operators),
        )
    if isinstance(word, Relation):
        return _related(tree, hops, word, op, place, reading, depth=depth, far=far + len(hops) + 1)
    return _compared(tree, hops, word, op, place, reading)


def _related(
    tree: Mapping[str, Any],
    hops: tuple[Relation, ...],
    word: Relation,
    op: str,
    place: str,
    reading: _Reading,
    *,
    depth: int,
    far: int,
) -> Node:
    if "value" in tree:
        return reading.wrong("conditions.takes_no_value", f"{place}.value", op=op)
    inner = tree.get("where", {})
    if inner == {}:
        return Related(hops, word, op, EVERYTHING)
    there = vocabulary.of(word.kind)
    return Related(hops, word, op, _node(inner, there, f"{place}.where", reading, depth=depth + 1, far=far))


def _compared(
    tree: Mapping[str, Any], hops: tuple[Relation, ...], term: Term, op: str, place: str, reading: _Reading
) -> Node:
    if "where" in tree:
        return reading.wrong("conditions.takes_no_where", f"{place}.where", name=term.name)
    given, takes = tree.get("value"), TAKES.get(op, "one")
    if takes == "nothing":
        return (
            reading.wrong("conditions.takes_no_value", f"{place}.value", op=op)
            if "value" in tree
            else Leaf(hops, term, op)
        )
    listed = given if takes in ("many", "two") else [given]
    if not isinstance(listed, list) or not listed or (takes == "two" and len(listed) != 2):
        return reading.wrong(
            "conditions.value_list" if takes == "many" else "conditions.value_pair", f"{place}.value"
        )
    reading.values += len(listed)
    reading.masked += term.type in MASKED
    if reading.values > MOST_VALUES:
        return EVERYTHING
    try:
        checked = [values.check(one, term, op) for one in listed]
    except Invalid as error:
        return reading.wrong(error.code, f"{place}.value", **error.params)
    reading.text += sum(len(one) for one in checked if isinstance(one, str)) if term.type == "text" else 0
    return Leaf(hops, term, op, tuple(checked) if takes in ("many", "two") else checked[0])
