"""What took place: of one record everything, otherwise what the actor's own scope of contacts reaches."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import visible
from dabiao.core.search.narrowing import SearchIn
from dabiao.modules.activities.enums import SubjectKind
from dabiao.modules.activities.models import Activity
from dabiao.modules.activities.queries.records import open_records, titles
from dabiao.modules.org import queries as org

ACTIVITIES = ListSpec(
    kind="activity",
    vocabulary="activity",
    fields=True,
    columns={
        "id": Column("id"),
        "subject_kind": Column("about_kind"),
        "subject_id": Column("about_id"),
        **plain("customer_id", "contact_id", "method", "purpose", "result", "effect", "content"),
        **times("occurred_at", "next_contact_at"),
        **OWNERSHIP,
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={"occurred_at": Sort("occurred_at")},
    default_sort="-occurred_at",
    search=SearchIn("activity", anyones=True),  # of one record all are shown, whoever made them
)

_LOOKUPS = {
    "subject_kind": "about_kind",
    "subject_id": "about_id",
    "since": "occurred_at__gte",
    "until": "occurred_at__lt",
    "unit_id": "unit_id__in",
}


def visible_to(actor: Actor) -> QuerySet[Activity]:
    return visible(_standing(), actor, "activity.read")


def _standing() -> QuerySet[Activity]:
    """Removed ones are nobody's any more; only their author brings one back."""
    return Activity.objects.filter(removed_at=None)


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """All contacts of a record that the actor sees, whoever made them; otherwise those in the actor's scope.

    Raises `core.not_found` for a record that the actor may not see.
    """
    actor.require("activity.read")
    found = pages.page(
        _within(filters, actor).filter(*(condition(*one) for one in filters.items())),
        ACTIVITIES,
        asked,
        actor=actor,
    )
    _name_records(found["items"], actor)
    return found


def _within(filters: Mapping[str, Any], actor: Actor) -> QuerySet[Activity]:
    if "subject_id" in filters:
        if "subject_kind" not in filters:
            raise Invalid("core.required", field="subject_kind")
        subjects.load(filters["subject_kind"], filters["subject_id"], actor=actor)
        return _standing()
    if "customer_id" in filters:
        subjects.load(SubjectKind.CUSTOMER, filters["customer_id"], actor=actor)
        return _standing()
    return visible_to(actor)


def condition(name: str, value: Any) -> Q:
    """One filter of the list as a WHERE."""
    return Q(**{_LOOKUPS.get(name, name): org.units_below(value) if name == "unit_id" else value})


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """One contact in the actor's scope, or about a record that the actor sees. Raises `core.not_found`."""
    actor.require("activity.read")
    row = pages.one(_standing(), ACTIVITIES, id, actor=actor)
    _name_records([row], actor)
    if row["subject_title"] is None and not visible_to(actor).filter(pk=id).exists():
        raise NotFound("core.not_found", kind="activity", id=id)
    return row


def known_to(actor: Actor, id: int, *, removed: bool = False) -> Activity:
    """The contact, in the actor's scope or about a record that the actor sees; else `core.not_found`.

    `removed` ones are known to their author alone.
    """
    activity = Activity.objects.filter(pk=id).first()
    if activity is not None and activity.removed_at is None:
        about = subjects.get(activity.about_kind).visible_to(actor)
        if about.filter(pk=activity.about_id).exists() or visible_to(actor).filter(pk=id).exists():
            return activity
    elif activity is not None and removed and activity.owner_id == actor.user_id:
        return activity
    raise NotFound("core.not_found", kind="activity", id=id)


def _name_records(rows: list[dict[str, Any]], actor: Actor) -> None:
    """Give each row what its author may do, and titles, null where the actor may not see the record."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row["subject_kind"]].add(row["subject_id"])
        wanted["customer"].add(row["customer_id"])
        wanted["contact"].add(row["contact_id"])
    known = {kind: titles(kind, ids - {None}, actor=actor) for kind, ids in wanted.items()}
    writes = actor.may("activity.log")
    for row in rows:
        row["actions"] = ["edit", "remove"] if writes and row["owner_id"] == actor.user_id else []
        row["subject_title"] = known[row["subject_kind"]].get(row["subject_id"])
        row["customer_name"] = known["customer"].get(row["customer_id"])
        row["contact_name"] = known["contact"].get(row["contact_id"])


def asks_next(activity: Activity) -> bool:
    """Whether the record is still open with nothing planned on it: one contact done, the next wanted (C3)."""
    kind = activity.about_kind
    records = subjects.get(kind).model._default_manager.filter(pk=activity.about_id, next_contact_at=None)
    return open_records(records, kind).exists()
