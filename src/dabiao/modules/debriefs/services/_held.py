"""What everybody does who writes into a debrief."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.scoping import demand, fetch
from dabiao.modules.debriefs import queries, rules
from dabiao.modules.debriefs.enums import DebriefState, Factor
from dabiao.modules.debriefs.models import Debrief, Weight


def held(debrief_id: int, actor: Actor, *, still_open: bool = False) -> Debrief:
    """The debrief, locked. Raises `core.not_found`, `access.forbidden`, and `debriefs.finished` (409) for one that is done
    where it must be open."""
    debrief = fetch(queries.visible_to(actor), debrief_id, lock=True)
    demand(actor, queries.EDIT, debrief)
    if still_open and debrief.state != DebriefState.OPEN:
        raise Conflict("debriefs.finished", field="state", title=debrief.title)
    return debrief


def save(debrief: Debrief, now: datetime, *names: str) -> None:
    debrief.version, debrief.updated_at = debrief.version + 1, now
    debrief.save(update_fields=[*names, "version", "updated_at"])


def about(debrief: Debrief) -> tuple[Any, ...]:
    """On the timeline of the deal too."""
    return debrief, ("opportunity", debrief.opportunity_id)


def check_weights(weights: Mapping[str, int], field: str) -> None:
    for factor, grade in weights.items():
        if factor not in Factor.values:
            raise Invalid("core.not_a_choice", field=field, value=factor, known=", ".join(Factor.values))
        if grade not in (0, *rules.GRADES):
            raise Invalid("debriefs.grade_out_of_range", field=field)


def put_weights(debrief: Debrief, side: str, weights: Mapping[str, int], *, add: bool = False) -> bool:
    """Instead of what this side had said, or, where several buyers speak (`add`), beside it: the graver view counts. Returns
    whether anything is different."""
    mine = Weight.objects.filter(debrief=debrief, side=side)
    before = dict(mine.values_list("factor", "grade"))
    wanted = {factor: grade for factor, grade in weights.items() if grade}
    if add:
        wanted = {one: max(wanted.get(one, 0), before.get(one, 0)) for one in {*wanted, *before}}
    if wanted == before:
        return False
    mine.delete()
    Weight.objects.bulk_create(
        Weight(debrief=debrief, side=side, factor=factor, grade=grade)
        for factor, grade in sorted(wanted.items())
    )
    return True
