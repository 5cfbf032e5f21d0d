"""Programmes and their draws, for those who keep them."""

from collections.abc import Iterable
from typing import Any

from dabiao.core import checkables
from dabiao.core.actor import Actor
from dabiao.core.errors import NotFound
from dabiao.core.scoping import fetch
from dabiao.modules.checks.models import Draw, Programme
from dabiao.modules.checks.queries import populating, reach
from dabiao.modules.org import queries as org

MOST = 200
SHOWN = (
    *("id", "name", "kind", "where", "unit_ids", "user_ids", "each", "share", "newcomer_days", "strategy"),
    *("cadence", "weekday", "monthday", "minute", "span_days", "checker_ids", "due_days", "questions"),
    *("pass_mark", "active", "next_at", "version", "created_at", "updated_at"),
)
OF_DRAW = (
    *("id", "programme_id", "period", "number", "reason", "strategy", "algorithm", "seed", "digest"),
    *("records", "first_on", "last_on", "at"),
)


def kinds(*, actor: Actor) -> list[dict[str, str]]:
    actor.require(reach.MANAGE)
    return [{"code": one.code, "words": one.words} for one in checkables.offered().values()]


def programmes(*, actor: Actor) -> list[dict[str, Any]]:
    """Those that are on first, the newest first."""
    actor.require(reach.MANAGE)
    return _shown(reach.programmes_for(actor).order_by("-active", "-pk")[:MOST])


def programme(id: int, *, actor: Actor) -> dict[str, Any]:
    actor.require(reach.MANAGE)
    return _shown([fetch(reach.programmes_for(actor), id)])[0]


def _shown(rows: Iterable[Programme]) -> list[dict[str, Any]]:
    """With the names of everybody and everything that they name, two statements for all."""
    found = [{name: getattr(row, name) for name in SHOWN} for row in rows]
    people = {id for one in found for id in (*one["user_ids"], *one["checker_ids"])}
    names = org.names_of(list(people)) if people else {}
    units = org.unit_names(list({id for one in found for id in one["unit_ids"]})) if found else {}
    for one in found:
        one["names"] = {str(id): names[id] for id in (*one["user_ids"], *one["checker_ids"]) if id in names}
        one["unit_names"] = [units[id] for id in one["unit_ids"] if id in units]
    return found


def draws(programme_id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """The draws of a programme, the newest first."""
    actor.require(reach.MANAGE)
    row = fetch(reach.programmes_for(actor), programme_id)
    return [_of(one) for one in row.draws.select_related("by").order_by("-at", "-pk")[:MOST]]


def draw_of(id: int, *, actor: Actor) -> dict[str, Any]:
    """A draw made again from what it kept, for whoever keeps the programme or sees one of its checks."""
    actor.require(reach.READ)
    made = Draw.objects.select_related("by").filter(pk=id).first()
    if made is None or not _knows(made, actor):
        raise NotFound("core.not_found", kind="draw", id=id)
    again = populating.drawn_again(made)
    tickets = [{"owner_id": owner, "record_id": record} for owner, record in again.pop("winners")]
    return {**_of(made), **again, "winners": tickets[:MOST], "picked": len(tickets)}


def _knows(made: Draw, actor: Actor) -> bool:
    if actor.may(reach.MANAGE) and reach.programmes_for(actor).filter(pk=made.programme_id).exists():
        return True
    return reach.visible_to(actor).filter(draw_id=made.pk).exists()


def _of(made: Draw) -> dict[str, Any]:
    return {**{name: getattr(made, name) for name in OF_DRAW}, "by_name": made.by.name if made.by else None}
