"""Suggestions with their reasons, for a person to decide: while a record is typed, and over a whole list.

A reason's text is `matching.reasons.<code>` in every language. Its slot is filled from the record in hand only, so that a
reason tells nothing of a candidate that its reader may not see.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dabiao.core.matching.blocking import candidate_pairs
from dabiao.core.matching.comparing import Levels
from dabiao.core.matching.model import Model, score
from dabiao.core.matching.records import Ready, Record, ready
from dabiao.core.matching.surroundings import Surroundings, surroundings
from dabiao.core.matching.weights import CUSTOMERS

Key = TypeVar("Key")
LEAST = 0.5  # of the natural logarithm of odds: a reason that weighs less only lengthens the list
MOST = 5


@dataclass(frozen=True)
class Reason:
    """`weight` above 0 speaks for the pair, below 0 against it: 0.7 doubles or halves the odds."""

    code: str
    params: dict[str, str]
    weight: float


@dataclass(frozen=True)
class Suggestion(Generic[Key]):
    """`score` is 0…1; the reasons come strongest first, those in favour before those against."""

    key: Key
    score: float
    reasons: tuple[Reason, ...]


def suggestions(
    record: Record,
    candidates: Iterable[tuple[Key, Record]],
    *,
    around: Surroundings | None = None,
    model: Model = CUSTOMERS,
    most: int = MOST,
) -> list[Suggestion[Key]]:
    """The candidates that may be `record`, best first. Without `around` the candidates themselves say what is common."""
    own = ready(record)
    others = [(key, ready(candidate)) for key, candidate in candidates]
    around = around or surroundings([own, *(other for _, other in others)])
    found = [
        Suggestion(key, likely, reasons(own, other, levels, model))
        for key, other in others
        for likely, levels in [score(model, own, other, around)]
        if likely >= model.threshold
    ]
    return sorted(found, key=lambda suggestion: -suggestion.score)[:most]


def duplicates(
    records: Sequence[Record], *, model: Model = CUSTOMERS
) -> Iterator[tuple[int, Suggestion[int]]]:
    """(i, suggestion of j), i < j by place in `records`, for every pair that may be one; in order of i, then j."""
    made = [ready(record) for record in records]
    around = surroundings(made)
    for i, j in sorted(candidate_pairs(made)):
        likely, levels = score(model, made[i], made[j], around)
        if likely >= model.threshold:
            yield i, Suggestion(j, likely, reasons(made[i], made[j], levels, model))


def reasons(own: Ready, other: Ready, levels: Levels, model: Model) -> tuple[Reason, ...]:
    """Why, in order of weight; never empty."""
    parts = model.parts(levels)
    found = [Reason(f"{name}.{level}", _slots(own, name), weight) for name, (level, weight) in parts.items()]
    if headline := _same_company(own, other):
        said = [reason for reason in found if _said_by_headline(reason.code)]
        found = [reason for reason in found if reason not in said]
        found.append(Reason(headline, _slots(own, "company"), sum(reason.weight for reason in said)))
    found.sort(key=lambda reason: -reason.weight)
    if own == other and not (found and found[0].weight > 0):
        found.insert(0, Reason("record.same", {}, 0.0))
    strong = [reason for reason in found if reason.weight >= LEAST] or found[:1]
    against = [reason for reason in reversed(found) if reason.weight <= -LEAST and reason not in strong]
    return (*strong, *against)


def _said_by_headline(code: str) -> bool:
    return code.startswith("core.") or code in {"trade.same", "form.same", "form.differ", "branch.same"}


def _same_company(own: Ready, other: Ready) -> str:
    """A word for names that are the same as a whole, or but for what registers and people write differently."""
    ours, theirs = own.company, other.company
    if ours is None or theirs is None or ours.stem != theirs.stem or ours.branch != theirs.branch:
        return ""
    if ours.whole == theirs.whole:
        return "company.same"
    if ours.form != theirs.form and ours.places == theirs.places:
        return "company.same_but_form"
    return "company.same_but_place" if not (ours.places and theirs.places) else ""


def _slots(own: Ready, name: str) -> dict[str, str]:
    """What of the record in hand the reason is about."""
    company = own.company
    if company is None or name not in {"core", "trade", "branch", "company"}:
        return {}
    return {
        "core": {"ours": company.core},
        "trade": {"ours": company.stem[len(company.core) :]},
        "branch": {"ours": company.branch},
        "company": {"ours": company.stem},
    }[name]
