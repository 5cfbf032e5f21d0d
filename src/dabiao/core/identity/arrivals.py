"""Many arrive at once: who is new, who is known from before, and who came twice in the same batch. Pure but for `retried`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from dabiao.core.errors import Conflict
from dabiao.core.identity.keys import RANK, Key, KeyKind
from dabiao.core.identity.queries import Holder

T = TypeVar("T")
# How often somebody else may take a key between our looking and our writing.
TRIES = 5


@dataclass(frozen=True, slots=True)
class Again:
    """Known by `key`: a record from before, or the arrival of that place in the batch."""

    key: Key
    holder: Holder | None = None
    place: int | None = None


def sort_out(
    keys: Sequence[Collection[Key]], known: Mapping[Key, Holder], *, rank: Mapping[KeyKind, int] = RANK
) -> list[Again | None]:
    """For each arrival None where it is new, else what it is known as: by its weightiest known key."""
    places: dict[Key, int] = {}
    found: list[Again | None] = []
    for place, own in enumerate(keys):
        hit = next(
            (
                key
                for key in sorted(own, key=lambda key: (rank[key.kind], key.value))
                if key in known or key in places
            ),
            None,
        )
        if hit is None:
            places |= dict.fromkeys(own, place)
            found.append(None)
        else:
            found.append(Again(hit, known.get(hit), places.get(hit)))
    return found


class Overtaken(Exception):
    """Somebody else took a key between our looking and our writing: look again."""


def retried(attempt: Callable[[], T]) -> T:
    """Run `attempt` in a transaction of its own, anew whenever it was overtaken. Raises `identity.busy` in the end."""
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return attempt()
        except Overtaken:
            continue
    raise Conflict("identity.busy", field="phone")
