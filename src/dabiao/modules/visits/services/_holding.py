"""A visit and the record it is about, locked; what is told of it."""

from datetime import datetime
from typing import Any

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.modules.org import queries as org
from dabiao.modules.visits import queries
from dabiao.modules.visits.models import Participant, Visit
from dabiao.modules.visits.queries import reach

EDIT = "visit.edit"


def held(visit_id: int, actor: Actor) -> Visit:
    """The visit that the actor sees, locked. The record it is about is locked before it, as by everybody who holds both.

    Raises `core.not_found`.
    """
    seen = fetch(queries.visible_to(actor), visit_id)
    lock_record(seen)
    return fetch(Visit.objects.all(), visit_id, lock=True)


def to_edit(visit_id: int, actor: Actor) -> Visit:
    """Raises `core.not_found`, `access.forbidden`."""
    visit = held(visit_id, actor)
    demand(actor, EDIT, visit)
    return visit


def own(visit_id: int, actor: Actor) -> Visit:
    """One that the actor owns and may edit: only they can say what came of it. Raises `visits.not_yours`."""
    visit = to_edit(visit_id, actor)
    if visit.owner_id != actor.user_id:
        raise Forbidden("visits.not_yours", field="id")
    return visit


def lock_record(visit: Visit) -> Any:
    """The lead, customer or opportunity, locked; None where it has gone."""
    rows = subjects.get(visit.about_kind).model._default_manager.select_for_update(of=("self",))
    return rows.filter(pk=visit.about_id).first()


def said(visit: Visit) -> dict[str, Any]:
    """What every fact of a visit begins with."""
    return {
        "visit_id": visit.pk,
        "purpose": visit.purpose,
        "about_kind": visit.about_kind,
        "about_id": visit.about_id,
        "about_title": reach.title_of(visit.about_kind, visit.about_id),
        "starts_at": visit.starts_at,
    }


def tell(visit: Visit, fact: Fact, actor: Actor, now: datetime, *, previous: Any = None) -> None:
    """On the timeline of the visit and of whom it is paid to."""
    about = subjects.get(visit.about_kind).model._default_manager.filter(pk=visit.about_id).first()
    concerned = [visit, *([about] if about is not None else [])]
    record(fact, *concerned, actor=actor, now=now, previous=[previous] if previous else ())


def put(visit: Visit, now: datetime, **values: Any) -> None:
    for name, value in values.items():
        setattr(visit, name, value)
    visit.version, visit.updated_at = visit.version + 1, now
    visit.save(update_fields=[*values, "version", "updated_at"])


def people_of(visit: Visit) -> list[int]:
    """The owner and everybody who goes along."""
    along = Participant.objects.filter(visit=visit).values_list("user_id", flat=True)
    return list(dict.fromkeys([*([visit.owner_id] if visit.owner_id else []), *along]))


def names_of(user_ids: list[int]) -> str:
    names = org.names_of(user_ids)
    return "、".join(names[id] for id in user_ids if id in names)
