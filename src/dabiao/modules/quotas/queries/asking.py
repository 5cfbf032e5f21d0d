"""What is asked of whom: the rows in force, and everything that was ever set."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.scoping import covers
from dabiao.modules.org import queries as org
from dabiao.modules.quotas import rules
from dabiao.modules.quotas.models import Quota
from dabiao.modules.quotas.queries import MANAGE
from dabiao.modules.quotas.rules import Asked


def asked(kind_ids: Collection[int]) -> Mapping[int, Asked]:
    """By kind, in one statement."""
    people: dict[int, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    places: dict[int, dict[Any, list[Any]]] = defaultdict(lambda: defaultdict(list))
    rows = Quota.objects.filter(kind_id__in=kind_ids).order_by("from_day")
    names = ("kind_id", "user_id", "unit_id", "level", "from_day", "amount")
    for kind, user, unit, level, day, amount in map(tuple[Any, ...], rows.values_list(*names)):
        if user is not None:
            people[kind][user].append((day, amount))
        else:
            places[kind][unit, level].append((day, amount))
    return {id: Asked(people[id], places[id]) for id in kind_ids}


def may_set(actor: Actor, *, unit_id: int | None, user_id: int | None) -> bool:
    """Of a unit whoever manages it, of a person whoever manages their unit."""
    return covers(actor, MANAGE, id=0, owner_id=user_id, unit_id=unit_id)


def rows(*, day: date, actor: Actor) -> dict[str, Any]:
    """What is in force on that day or will be, with what it was before; where the actor manages. Raises `access.forbidden`."""
    actor.require(MANAGE)
    found: list[Any] = list(
        Quota.objects.order_by("from_day", "pk").values(
            "kind_id", "unit_id", "level", "user_id", "from_day", "amount", "set_at", "set_by_id"
        )
    )
    people = org.careers_of({one["user_id"] for one in found if one["user_id"]})
    names = org.names_of([*people, *(one["set_by_id"] for one in found if one["set_by_id"])])
    units = org.unit_names([one["unit_id"] for one in found if one["unit_id"]])
    series: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for one in found:
        stands = people.get(one["user_id"], {}).get("unit_id", one["unit_id"])
        if may_set(actor, unit_id=stands, user_id=one["user_id"]):
            series[one["unit_id"], one["level"], one["user_id"]].append(one)
    items = [
        {
            "unit_id": unit,
            "unit_name": units.get(unit),
            "level": level,
            "user_id": user,
            "user_name": names.get(user),
            "quotas": _by_kind(steps, day, names),
        }
        for (unit, level, user), steps in series.items()
    ]
    return {"items": sorted(filter(_says, items), key=_order)}


def _by_kind(steps: Sequence[dict[str, Any]], day: date, names: Mapping[int, str]) -> list[dict[str, Any]]:
    by_kind: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in steps:
        step = {name: one[name] for name in ("from_day", "amount", "set_at")}
        by_kind[one["kind_id"]].append({**step, "set_by_name": names.get(one["set_by_id"], "")})
    return [
        {
            "kind_id": kind,
            "amount": rules.on([(one["from_day"], one["amount"]) for one in history], day),
            "history": history[-20:],
        }
        for kind, history in sorted(by_kind.items())
    ]


def _says(row: dict[str, Any]) -> bool:
    """Whether anything is asked by now or later; what was taken away everywhere is not shown any more."""
    return any(one["amount"] is not None or one["history"][-1]["amount"] is not None for one in row["quotas"])


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["user_id"] is not None, row["unit_id"] or 0, row["level"], row["user_name"] or "")
