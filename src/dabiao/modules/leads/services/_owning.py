"""The people that a file names as owners."""

from collections.abc import Sequence

from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden
from dabiao.core.importing.kinds import ParsedRow
from dabiao.core.scoping import covers
from dabiao.modules.org import queries as org


def owners_of(rows: Sequence[ParsedRow], everyone: int | None) -> dict[str, org.Holder]:
    """The people named in the owner column, by name or login; "" stands for the one chosen for the whole file."""
    names = {row.values["owner"] for row in rows if row.values.get("owner")}
    found = org.holders_by_name(names)
    if everyone is not None:
        found[""] = org.holder(everyone)
    return found


def demand_reach(actor: Actor, holder: org.Holder) -> None:
    reached = covers(actor, "lead.assign", id=0, owner_id=holder.user_id, unit_id=holder.unit_id)
    if not reached and holder.user_id != actor.user_id:
        raise Forbidden("leads.person_out_of_reach", field="owner", name=holder.name)
