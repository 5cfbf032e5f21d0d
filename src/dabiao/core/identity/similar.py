"""Records that may be the one being entered, though no key says so: found by parts of names, weighed by `matching`.

A suggestion for a person to decide. It never joins, however sure it looks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from dabiao.core import subjects
from dabiao.core.identity.queries import Holder
from dabiao.core.matching.companies import parse
from dabiao.core.matching.suggesting import Suggestion, suggestions
from dabiao.core.search import kinds, probing
from dabiao.core.search.arms import Asked
from dabiao.core.search.kinds import record_id
from dabiao.core.search.questions import Question, ask
from dabiao.core.search.reach import EVERYTHING
from dabiao.core.text import fold

EACH = 40  # records that one part of a name brings of one kind, the newest
MOST = 200  # records that are weighed: 0.1 ms each


@dataclass(frozen=True)
class Compared:
    """A kind whose records are compared: what `matching` calls a value → the column it stands in; `live` records only."""

    kind: str
    columns: Mapping[str, str]
    live: Q = field(default_factory=Q)


_compared: dict[str, Compared] = {}


def register(compared: Compared) -> None:
    """Called by the owning module when its app is ready; the kind is one that can be searched."""
    _compared[compared.kind] = compared


def similar(typed: Mapping[str, str], *, but: frozenset[Holder]) -> list[tuple[Holder, Suggestion[Holder]]]:
    """The likeliest few of everybody's records, best first, without those of `but`.

    `typed`: `person`, `company` (or `name`, where a company itself is entered), `phone`, `wechat`, `email`, `region`.
    """
    record = {
        "name": typed["person"],
        "company": typed["company"] or typed["name"],
        **{name: typed[name] for name in ("phone", "wechat", "email", "region")},
    }
    questions = [found for part in _parts(record) if (found := ask(part)) is not None]
    candidates = [
        (holder, values)
        for one, ids in _found(questions)
        for holder, values in _candidates(one, ids)
        if holder not in but
    ]
    return [(found.key, found) for found in suggestions(record, candidates[:MOST])]


def _parts(record: Mapping[str, str]) -> Iterator[str]:
    """Of a name with a slip in it one half is still right; a name of two characters has no halves to ask for."""
    if len(record["name"]) > 1:
        yield record["name"]
    if not record["company"]:
        return
    company = parse(fold(record["company"]))
    if company.tokens:
        yield from sorted(company.tokens, key=len, reverse=True)[:2]
    elif len(company.core) > 1:
        yield from dict.fromkeys((company.core, company.core[:2], company.core[-2:]))


def _found(questions: list[Question]) -> Iterator[tuple[Compared, set[int]]]:
    """The ids that any question brings of each kind, all asked in the same statements."""
    asked = [
        (one, Asked(kinds.get(one.kind), question, EVERYTHING, probing.ID))
        for one in _compared.values()
        for question in questions
    ]
    found: dict[str, set[int]] = {kind: set() for kind in _compared}
    for (one, _), rows in zip(asked, probing.newest([each for _, each in asked], most=EACH), strict=True):
        found[one.kind].update(record_id(id) for (id,) in rows)
    return ((one, found[one.kind]) for one in _compared.values())


def _candidates(compared: Compared, ids: set[int]) -> Iterator[tuple[Holder, dict[str, Any]]]:
    if not ids:
        return
    rows = subjects.get(compared.kind).model._default_manager.filter(compared.live, pk__in=ids)
    for id, *values in rows.order_by("-pk").values_list("pk", *compared.columns.values()):
        yield (compared.kind, id), dict(zip(compared.columns, values, strict=True))
