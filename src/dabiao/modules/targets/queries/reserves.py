"""Reserve measures of the targets that the actor sees."""

from typing import Any

from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch
from dabiao.modules.org import queries as org
from dabiao.modules.targets.models import Reserve
from dabiao.modules.targets.queries import cells_for

_SHOWN = ("id", "cell_id", "what", "owner_id", "trigger_on", "expected", "state", "outcome", "version")


def reserves_for(actor: Actor) -> QuerySet[Reserve]:
    return Reserve.objects.filter(cell__in=cells_for(actor).values("pk"))


def listing(cell_id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """Those of one cell, the earliest first. Raises `core.not_found`."""
    fetch(cells_for(actor), cell_id)
    return _named(list(Reserve.objects.filter(cell_id=cell_id).order_by("trigger_on", "pk").values(*_SHOWN)))


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`."""
    reserve = fetch(reserves_for(actor), id)
    return _named([{name: getattr(reserve, name) for name in _SHOWN}])[0]


def _named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = org.names_of([row["owner_id"] for row in rows])
    return [{**row, "owner_name": names.get(row["owner_id"], "")} for row in rows]
