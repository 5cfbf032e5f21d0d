"""What can be exported: a module says how the rows of its list are found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.conditions.terms import Choice
from dabiao.core.errors import Invalid
from dabiao.core.lists.spec import ListSpec

Row = dict[str, Any]


class Rows(Protocol):
    """The rows that the list shows this actor under these filters, as far as they may also export them."""

    def __call__(self, filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Any]: ...


@dataclass(frozen=True)
class ExportKind:
    """`choices` maps a column or filter to the catalogue key of its values; `dress` puts words into rows, in a language.

    `said` tells in a language the values that a filter may have, where the list's conditions have no term of its name.
    `reader` is as whom the actor searches, where that is not plain. `as_of` gives the kind as it is on a day, for a list in
    which something depends on that.
    """

    spec: ListSpec
    rows: Rows
    choices: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, Callable[[str], Iterable[Choice]]] = field(default_factory=dict)
    dress: Callable[[Iterable[Row], str], Iterable[Row]] | None = None
    reader: Callable[[Actor], Actor] = lambda actor: actor
    as_of: Callable[[date], "ExportKind"] | None = None

    @property
    def kind(self) -> str:
        return self.spec.kind

    @property
    def permissions(self) -> tuple[str, str]:
        return f"{self.spec.rights}.read", self.permission

    @property
    def permission(self) -> str:
        return f"{self.spec.rights}.export"

    def on(self, day: date) -> "ExportKind":
        return self.as_of(day) if self.as_of else self

    def demand(self, actor: Actor) -> None:
        """Raises `access.forbidden`."""
        for permission in self.permissions:
            actor.require(permission)


_kinds: dict[str, ExportKind] = {}


def register_export(kind: ExportKind) -> None:
    """Called once by the owning module, when its app is ready."""
    _kinds[kind.kind] = kind


def kind_named(name: str) -> ExportKind:
    """Raises `exporting.unknown_kind` naming the kinds there are."""
    if name not in _kinds:
        raise Invalid(
            "exporting.unknown_kind", field="kind", value=name[:40], known=", ".join(sorted(_kinds))
        )
    return _kinds[name]
