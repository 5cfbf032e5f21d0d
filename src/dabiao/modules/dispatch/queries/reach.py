"""What of dispatch somebody sees: by `dispatch.read` over who has the lead, and what lies in a pool they may claim from."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.scoping import covers, pool_filter, scope_filter, visible
from dabiao.modules.dispatch.enums import CaseState
from dabiao.modules.dispatch.models import Breach, Case, Stint
from dabiao.modules.leads import queries as leads

READ = "dispatch.read"


def open_cases(actor: Actor) -> QuerySet[Case]:
    found = Case.objects.filter(~Q(state=CaseState.CLOSED))
    reach = scope_filter(actor, READ)
    return found if reach is None else found.filter(reach | pool_filter(actor, "lead.claim"))


def stints(actor: Actor) -> QuerySet[Stint]:
    return visible(Stint.objects.all(), actor, READ, owner="user_id")


def breaches(actor: Actor) -> QuerySet[Breach]:
    return visible(Breach.objects.all(), actor, READ)


def titles(rows: Collection[Mapping[str, Any]], actor: Actor) -> dict[int, str]:
    """What the leads of these rows are called, one statement; those that the actor may not see are missing."""
    ids = {row["lead_id"] for row in rows}
    if not ids or not actor.may("lead.read"):
        return {}
    found = leads.visible_to(actor).filter(pk__in=ids).values_list("pk", "name", "company")
    return {id: name or company or f"#{id}" for id, name, company in found}


def named(rows: Iterable[dict[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """The rows with `lead_title`, null where the lead is out of sight."""
    listed = list(rows)
    known = titles(listed, actor)
    return [row | {"lead_title": known.get(row["lead_id"])} for row in listed]


def reads_lead(actor: Actor, *, id: int, owner_id: int | None, unit_id: int | None) -> bool:
    return covers(actor, "lead.read", id=id, owner_id=owner_id, unit_id=unit_id)
