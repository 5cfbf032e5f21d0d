"""What can be exported: a module says how the rows of its list are found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.lists.spec import ListSpec

Row = dict[str, Any]


class Rows(Protocol):
    """The rows that the list shows this actor under these filters, as far as they may also export them."""

    def __call__(self, filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Any]: ...


@dataclass(frozen=True)
class ExportKind:
    """`choices` maps a column to the catalogue key of its values; `dress` puts words into rows, in a language."""

    spec: ListSpec
    rows: Rows
    choices: Mapping[str, str] = field(default_factory=dict)
    dress: Callable[[Iterable[Row], str], Iterable[Row]] | None = None

    @property
    def kind(self) -> str:
        return self.spec.kind

    @property
    def permissions(self) -> tuple[str, str]:
        return f"{self.kind}.read", f"{self.kind}.export"

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
