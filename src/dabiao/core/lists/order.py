"""The order of a list: one of its sorts, and which way."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from dabiao.core.errors import Invalid
from dabiao.core.lists.custom import sort_of
from dabiao.core.lists.spec import ListSpec, Sort


@dataclass(frozen=True, slots=True)
class Order:
    sort: Sort
    descending: bool

    @property
    def key(self) -> Any:
        return F(self.sort.path) if isinstance(self.sort.path, str) else self.sort.path

    @property
    def is_newest_first(self) -> bool:
        """Nearly the order of ids, from the highest."""
        return self.sort.by_time and self.descending

    @property
    def within(self) -> list[Any]:
        """The order among rows that all have a value, or all have none: as an index has it."""
        if not self.sort.custom:
            return self.keys
        return [self.key.desc(), F("pk").desc()] if self.descending else [self.key.asc(), F("pk").asc()]

    @property
    def keys(self) -> list[Any]:
        key = self.key
        nulls = True if self.sort.nullable else None
        if self.descending:
            return [key.desc(nulls_last=nulls), F("pk").desc()]
        return [key.asc(nulls_last=nulls), F("pk").asc()]


def order_of(spec: ListSpec, asked: str) -> Order:
    """`-amount` → that order. Raises `lists.unknown_sort` naming the sorts that exist."""
    text = asked or spec.default_sort
    name = text.removeprefix("-")
    if spec.fields and (custom := sort_of(spec.kind, name)) is not None:
        return Order(custom, text.startswith("-"))
    if name not in spec.sorts:
        raise Invalid("lists.unknown_sort", field="sort", value=asked, known=", ".join(spec.sorts))
    return Order(spec.sorts[name], text.startswith("-"))
