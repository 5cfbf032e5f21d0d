"""The vocabulary of each record kind, declared beside its queries; modules above and custom fields add to it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.conditions.terms import Relation, Word
from dabiao.core.errors import NotFound


@dataclass(frozen=True)
class Vocabulary:
    """`visible_to` is what an actor may see of the kind: conditions on related records look no further."""

    kind: str
    words: Mapping[str, Word]
    visible_to: Callable[[Actor], QuerySet[Any]] = field(compare=False)
    permission: str = ""


_declared: dict[str, Vocabulary] = {}
_sources: dict[str, list[Callable[[], Iterable[Word]]]] = {}


def declare(
    kind: str, words: Iterable[Word], *, visible_to: Callable[[Actor], QuerySet[Any]], permission: str = ""
) -> None:
    """The words of a kind; `permission` is what reading it takes (`<kind>.read` unless said)."""
    _declared[kind] = Vocabulary(
        kind, {word.name: word for word in words}, visible_to, permission or f"{kind}.read"
    )


def extend(kind: str, source: Callable[[], Iterable[Word]]) -> None:
    """More words for a kind, asked for anew each time: relations from above, custom fields that people make."""
    _sources.setdefault(kind, []).append(source)


def of(kind: str) -> Vocabulary:
    """Raises `conditions.unknown_kind`."""
    found = _declared.get(kind)
    if found is None:
        raise NotFound(
            "conditions.unknown_kind", field="kind", value=kind, known=", ".join(sorted(_declared))
        )
    more = {word.name: word for source in _sources.get(kind, ()) for word in source()}
    return Vocabulary(kind, {**found.words, **more}, found.visible_to, found.permission) if more else found


def kinds() -> list[str]:
    return sorted(_declared)


def find(vocabulary: Vocabulary, name: str) -> tuple[tuple[Relation, ...], Word] | None:
    """`customer.industry` → (the relations to walk, the word there); None where there is no such name.

    A name with a dot of its own (`fields.budget`) is looked for before a walk.
    """
    if (word := vocabulary.words.get(name)) is not None:
        return (), word
    head, dot, rest = name.partition(".")
    relation = vocabulary.words.get(head)
    if not dot or not isinstance(relation, Relation) or relation.many:
        return None
    found = find(of(relation.kind), rest)
    return ((relation, *found[0]), found[1]) if found else None
