"""What a list of one record kind can show, sort by and search in. Declared once, beside the module's queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.db.models.expressions import Combinable

from dabiao.core.db import IsoText
from dabiao.core.masking import Shape
from dabiao.core.search.narrowing import SearchIn


@dataclass(frozen=True, slots=True)
class Column:
    """One value on the wire. `source` is an ORM path or expression; `phone` and `email` shapes may be masked."""

    source: str | Combinable
    shape: Shape = "plain"

    def expression(self) -> str | Combinable:
        if self.shape != "time":
            return self.source
        return IsoText(F(self.source) if isinstance(self.source, str) else self.source)


@dataclass(frozen=True, slots=True)
class Sort:
    """An indexed order. `nullable` columns end with their empty values, in both directions.

    A `custom` one is of a custom field, an expression: rows with a value and rows without are then looked for apart, so
    that its index serves both directions. `most` rows are put in order without an index, no more. `by_time` is an order
    in which later records come later, nearly always: what a text finds is then looked for among the newest.
    """

    path: Any
    nullable: bool = False
    custom: bool = False
    most: int | None = None
    by_time: bool = False


@dataclass(frozen=True)
class ListSpec:
    """`scoped` rows carry `owner_id` and `unit_id` among their columns, which masking needs.

    Rows of a spec with `fields` have the custom fields of `kind`. `vocabulary` is the kind whose conditions the list takes;
    `search` says by which entries its rows are found, without it a list cannot be searched by text. What may be done with
    rows that belong to another record is said of that one: of the kind `rights`, whose id stands in the column `holder`.
    """

    kind: str
    columns: Mapping[str, Column]
    sorts: Mapping[str, Sort]
    default_sort: str
    vocabulary: str = ""
    fields: bool = False
    search: SearchIn | None = None
    rights: str = ""
    holder: str = "id"
    sensitive: tuple[tuple[str, Shape], ...] = field(init=False, default=())
    compiled: dict[Any, Any] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        hidden = tuple(
            (name, column.shape)
            for name, column in self.columns.items()
            if column.shape in ("phone", "email")
        )
        object.__setattr__(self, "sensitive", hidden)
        object.__setattr__(self, "rights", self.rights or self.kind)

    def names(self) -> tuple[str, ...]:
        return tuple(self.columns)

    def expressions(self) -> list[Any]:
        return [column.expression() for column in self.columns.values()]


def plain(*names: str) -> dict[str, Column]:
    """Columns whose wire name is their model field."""
    return {name: Column(name) for name in names}


def times(*names: str) -> dict[str, Column]:
    return {name: Column(name, "time") for name in names}


OWNERSHIP: dict[str, Column] = {
    "owner_id": Column("owner_id"),
    "owner_name": Column("owner__name"),
    "unit_id": Column("unit_id"),
    "unit_name": Column("unit__name"),
}
