"""What spot checks may pick. Each room says which of its records, and whose; the room of checks knows none of them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from dabiao.core.errors import Invalid

Pick = tuple[int, int, int]
"""Whose, which record, and its risk: 0 for nothing remarkable, more for what is worth a look first."""

Shown = Literal["text", "choice", "moment", "day", "money"]


class Picked(Protocol):
    """The records of these people from one moment to before another, narrowed by a condition; the same statements
    however many people."""

    def __call__(
        self, people: Collection[int], *, since: datetime, until: datetime, where: Any, now: datetime
    ) -> Iterable[Pick]: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line beside the questions. `label` is a text's key, a `choice` a value of the enum `choices`, money minor units."""

    label: str
    value: Any
    shown: Shown = "text"
    choices: str = ""


@dataclass(frozen=True, slots=True)
class Checkable:
    """A kind of record to check. `code` is its name for ever, `record` the subject kind of what is opened, `words` the kind
    whose conditions narrow it ("" for none). `evidence(id, owner_id, actor)` is what the actor may see of it, as their role
    masks it; `opens(id, actor)` the (kind, id) with a page of its own where the record has none.
    """

    code: str
    record: str
    picked: Picked
    evidence: Callable[..., Sequence[Evidence]]
    words: str = ""
    opens: Callable[..., tuple[str, int] | None] | None = None


_known: dict[str, Checkable] = {}


def register(one: Checkable) -> None:
    """Called once by the owning app when it is ready."""
    _known[one.code] = one


def get(code: str) -> Checkable:
    """Raises `core.not_a_choice` for a kind that nobody offers."""
    if code not in _known:
        raise Invalid("core.not_a_choice", field="kind", value=code, known=", ".join(sorted(_known)))
    return _known[code]


def offered() -> Mapping[str, Checkable]:
    return dict(sorted(_known.items()))
