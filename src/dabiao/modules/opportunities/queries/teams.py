"""The team of one deal."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.db import IsoText
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities.models import Member
from dabiao.modules.opportunities.queries.records import visible_to
from dabiao.modules.org import queries as org


def team(opportunity_id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """Who is in it, in the order in which they came."""
    fetch(visible_to(actor), opportunity_id)
    rows = list(
        Member.objects.filter(opportunity_id=opportunity_id)
        .order_by("pk")
        .values_list("pk", "user_id", "part", IsoText("created_at"))
    )
    names = org.names_of(sorted({user_id for _, user_id, _, _ in rows}))
    return [
        {"id": id, "user_id": user_id, "name": names.get(user_id, ""), "part": part, "created_at": at}
        for id, user_id, part, at in rows
    ]
