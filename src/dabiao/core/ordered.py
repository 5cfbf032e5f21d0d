"""Rows that are asked one after the other, in an order that people choose: rules, answers of a bot."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from dabiao.core.db import hold_name
from dabiao.core.errors import Invalid
from dabiao.core.scoping import fetch

M = TypeVar("M", bound=Model)


class Ordered(Generic[M]):
    """What such a model has in common: `place`, `removed_at`, `updated_at`, `version`. Every call belongs into the
    transaction of its service; whoever changes the order, or adds to it, holds it by its `name`.

    At most `most` of them live at once, or the code `full` is raised about `field`.
    """

    def __init__(self, model: type[M], name: str, *, most: int, full: str, field: str = "name") -> None:
        self.model, self.name, self.most, self.full, self.field = model, name, most, full, field

    def hold(self) -> None:
        """Others who change the order wait."""
        hold_name(self.name)

    def live(self) -> QuerySet[M]:
        return self.model._default_manager.filter(removed_at=None)

    def locked(self, id: int) -> M:
        """One that lives. Raises `core.not_found`."""
        return fetch(self.live(), id, lock=True)

    def next_place(self) -> int:
        """Behind all others. Raises `full`."""
        live = self.live()
        if live.count() >= self.most:
            raise Invalid(self.full, field=self.field, limit=self.most)
        last: int = live.order_by("-place").values_list("place", flat=True).first() or 0
        return last + 1

    def arrange(self, ids: Sequence[int]) -> list[M]:
        """Put them into this order; those not named follow in the order they had, so that none is lost to one who knew of
        fewer. Gives the new order, or nothing where it was so already."""
        rows = {row.pk: row for row in self.live().select_for_update().order_by("place", "pk")}
        before = list(rows)
        order = [*(rows.pop(id) for id in dict.fromkeys(ids) if id in rows), *rows.values()]
        if [row.pk for row in order] == before:
            return []
        for place, row in enumerate(order, 1):
            row.place = place  # type: ignore[attr-defined]
        self.model._default_manager.bulk_update(order, ["place"])
        return order

    def remove(self, id: int, now: datetime) -> tuple[M, bool]:
        """Ask it no more; the row stays. Gives it, and whether it lived until now. Raises `core.not_found`."""
        row: Any = fetch(self.model._default_manager.all(), id, lock=True)
        if row.removed_at is not None:
            return row, False
        row.removed_at = row.updated_at = now
        row.version += 1
        row.save(update_fields=["removed_at", "updated_at", "version"])
        return row, True
