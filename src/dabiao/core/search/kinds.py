"""Which records can be found, by which of their columns. A module says so once, when it starts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

KINDS = 32  # an entry's id is record id × 32 + the kind's number


@dataclass(frozen=True)
class Searched:
    """A kind of record. Columns are named as `name`, or `customer.name` for one of a record that it points to.

    `number` is stored in every entry and stays for ever. `texts` are found by any part of them; `phones` whole or by their
    last four digits, `handles` only whole: parts would undo the mask. Who finds it follows from `owner` and `unit` under the
    permission `read`, from what is shared (`shared_by` names the column with the shared id), and from `claim` for a pool.
    `offered` kinds answer to the box over everything.
    """

    kind: str
    number: int
    model: type[Model]
    texts: tuple[str, ...]
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    owner: str = "owner"
    unit: str = "unit"
    read: str = ""
    claim: str = ""
    shared_by: str = "pk"
    offered: bool = True

    @property
    def letter(self) -> str:
        """What every token of the kind begins with."""
        return chr(ord("a") + self.number)

    def entry_id(self, record_id: int) -> int:
        return record_id * KINDS + self.number


_kinds: dict[str, Searched] = {}


def register(searched: Searched) -> None:
    """Raises ValueError for a number that another kind has."""
    others = {one.number for one in _kinds.values() if one.kind != searched.kind}
    if searched.number in others or not 0 <= searched.number < 26:
        raise ValueError(f"{searched.kind}: {searched.number} is taken or not within 0–25")
    _kinds[searched.kind] = searched


def get(kind: str) -> Searched:
    return _kinds[kind]


def every() -> Iterable[Searched]:
    return _kinds.values()


def record_id(entry_id: Any) -> int:
    return int(entry_id) // KINDS
