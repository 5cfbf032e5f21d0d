"""Who may be given an opportunity."""

from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden
from dabiao.core.scoping import covers
from dabiao.modules.org import queries as org


def check_reach(holder: org.Holder, actor: Actor) -> None:
    """The person is the actor, or stands where the actor may assign. Raises `opportunities.person_out_of_reach`."""
    if holder.user_id != actor.user_id and not covers(
        actor, "opportunity.assign", id=0, owner_id=holder.user_id, unit_id=holder.unit_id
    ):
        raise Forbidden("opportunities.person_out_of_reach", field="owner_id", name=holder.name)


def wanted_holder(owner_id: int | None, actor: Actor) -> org.Holder | None:
    """The owner of a new record: the actor unless another is named; nobody when the system acts for no one."""
    if owner_id is None or owner_id == actor.user_id:
        if actor.user_id is None or actor.unit_id is None:
            return None
        return org.Holder(actor.user_id, actor.name, actor.unit_id)
    holder = org.holder(owner_id)
    check_reach(holder, actor)
    return holder
