"""The list of debriefs, and one whole."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.db import IsoText
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers, visible
from dabiao.modules.debriefs import rules
from dabiao.modules.debriefs.enums import DebriefState, Side, Standing
from dabiao.modules.debriefs.models import Debrief, Lesson, Link, Policy, Voice, Weight
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org

READ, EDIT, JUDGE, MANAGE = "debrief.read", "debrief.edit", "debrief.judge", "debrief.manage"

DEBRIEFS = ListSpec(
    kind="debrief",
    columns={
        **plain("id", "title", "opportunity_id"),
        "customer_id": Column("opportunity__customer_id"),
        "customer_name": Column("opportunity__customer__name"),
        **plain("outcome", "amount_minor", "currency", "closed_on", "due_on", "state", "finished_on"),
        **plain("competitor_id"),
        "competitor_name": Column("competitor__name"),
        "lost_reason": Column("opportunity__lost_reason"),
        **OWNERSHIP,
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={"closed_on": Sort("closed_on"), "due_on": Sort("due_on")},
    default_sort="-closed_on",
)
_LOOKUPS = {"closed_from": "closed_on__gte", "closed_to": "closed_on__lte"}
TEXTS = ("story", "again", "differently", "price_heard_minor", "note_id", "feedback")


def visible_to(actor: Actor, permission: str = READ) -> QuerySet[Debrief]:
    """Those of the deals that the actor sees, as far as `permission` reaches."""
    mine = visible(Debrief.objects.all(), actor, permission)
    return visible(mine, actor, "opportunity.read", prefix="opportunity__")


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor, now: datetime) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    today = local_day(now)
    page = pages.page(chosen(filters, today, actor=actor), DEBRIEFS, asked, actor=actor)
    _with_standing(page["items"], today)
    return page


def chosen(filters: Mapping[str, Any], today: date, *, actor: Actor) -> QuerySet[Debrief]:
    """Those that a list shows under these filters; withdrawn ones only where asked for."""
    rows = visible_to(actor)
    if "state" not in filters:
        rows = rows.exclude(state=DebriefState.WITHDRAWN)
    return rows.filter(*(_condition(*one, today) for one in filters.items()))


def _condition(name: str, value: Any, today: date) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "product_id":
        return Q(opportunity__in=opportunities.with_product(value))
    if name == "standing":
        return _standing(value, today)
    if name in ("seller_said", "buyer_said"):
        side = Side.SELLER if name == "seller_said" else Side.BUYER
        said = Weight.objects.filter(debrief=OuterRef("pk"), side=side, factor=value)
        return Q(Exists(said))
    if name == "buyer_heard":
        heard = Exists(Voice.objects.filter(debrief=OuterRef("pk")))
        return Q(heard) if value else ~Q(heard)
    return Q(**{_LOOKUPS.get(name, name): value})


def _standing(value: str, today: date) -> Q:
    """`rules.standing` as a WHERE."""
    is_open = Q(state=DebriefState.OPEN)
    return {
        Standing.DUE: is_open & Q(due_on__gte=today),
        Standing.OVERDUE: is_open & Q(due_on__lt=today),
        Standing.DONE: Q(state=DebriefState.DONE, finished_on__lte=F("due_on")),
        Standing.DONE_LATE: Q(state=DebriefState.DONE, finished_on__gt=F("due_on")),
    }[Standing(value)]


def _with_standing(rows: list[dict[str, Any]], today: date) -> None:
    ids = [row["id"] for row in rows]
    heard = set(Voice.objects.filter(debrief_id__in=ids).values_list("debrief_id", flat=True))
    weights = weights_of(ids)
    for row in rows:
        seller, buyer = weights.get((row["id"], Side.SELLER), {}), weights.get((row["id"], Side.BUYER), {})
        finished = date.fromisoformat(str(row["finished_on"])) if row["finished_on"] else None
        due = date.fromisoformat(str(row["due_on"]))
        row["standing"] = rules.standing(row["state"], due, finished, today)
        row["buyer_heard"] = row["id"] in heard
        row["seller_main"] = rules.main_factors(seller.items())
        row["buyer_main"] = rules.main_factors(buyer.items())
        row["same_view"] = rules.same_view(seller, buyer)


def weights_of(ids: list[int]) -> dict[tuple[int, str], dict[str, int]]:
    """(debrief, side) → factor → grade."""
    found: dict[tuple[int, str], dict[str, int]] = {}
    rows = Weight.objects.filter(debrief_id__in=ids).order_by("factor")
    for id, side, factor, grade in rows.values_list("debrief_id", "side", "factor", "grade"):
        found.setdefault((id, side), {})[factor] = grade
    return found


def detail(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """One debrief whole. Feedback is read by who wrote the debrief and by whom `debrief.judge` reaches."""
    row = pages.one(visible_to(actor), DEBRIEFS, id, actor=actor)
    _with_standing([row], local_day(now))
    names = (*TEXTS, "feedback_by__name", "feedback_at")
    row.update(Debrief.objects.filter(pk=id).values(*names).get())
    row["feedback_by_name"] = row.pop("feedback_by__name")
    whose = {"id": id, "owner_id": row["owner_id"], "unit_id": row["unit_id"]}
    if row["owner_id"] != actor.user_id and not covers(actor, JUDGE, **whose):
        row["feedback"], row["feedback_by_name"], row["feedback_at"] = "", None, None
    weights = weights_of([id])
    row["seller"] = weights.get((id, Side.SELLER), {})
    row["buyer"] = weights.get((id, Side.BUYER), {})
    row["voices"] = _voices(id)
    row["lessons"] = list(Lesson.objects.filter(debrief_id=id).order_by("pk").values(*LESSON))
    row["actions"] = _actions(row, whose, actor)
    row["links"] = _links(id, now) if "edit" in row["actions"] or "reopen" in row["actions"] else []
    return row


LESSON = ("id", "text", "situation", "to")


def _voices(id: int) -> list[dict[str, Any]]:
    rows = Voice.objects.filter(debrief_id=id).order_by("said_on", "pk")
    names = ("id", "way", "said_by", "role", "said_on", "words")
    return list(rows.values(*names, by_name=F("by__name")))


def _links(id: int, now: datetime) -> list[dict[str, Any]]:
    rows = Link.objects.filter(debrief_id=id).order_by("pk")
    return [
        {
            "id": one.pk,
            "path": f"/v/{one.token}",
            "name": one.name,
            "role": one.role,
            "expires_at": one.expires_at,
            "answered_at": one.answered_at,
            "open": one.answered_at is None and one.ended_at is None and one.expires_at > now,
        }
        for one in rows
    ]


def _actions(row: Mapping[str, Any], whose: Mapping[str, Any], actor: Actor) -> list[str]:
    found = []
    if covers(actor, EDIT, **whose):
        found = {DebriefState.OPEN: ["edit", "finish"], DebriefState.DONE: ["reopen"]}.get(row["state"], [])
    if row["state"] == DebriefState.DONE and row["owner_id"] != actor.user_id:
        found = [*found, *(["judge"] if covers(actor, JUDGE, **whose) else [])]
    return list(found)


def lessons(*, to: str, competitor_id: int | None = None, actor: Actor) -> list[dict[str, Any]]:
    """Lessons that are to become something, of debriefs that are done, the newest first; at most 100."""
    actor.require(READ)
    rows = Lesson.objects.filter(
        to=to, debrief__in=visible_to(actor).values("pk"), debrief__state=DebriefState.DONE
    )
    if competitor_id is not None:
        rows = rows.filter(debrief__competitor_id=competitor_id)
    named = rows.order_by("-pk").values(
        *LESSON,
        "debrief_id",
        debrief_title=F("debrief__title"),
        competitor_id=F("debrief__competitor_id"),
        competitor_name=F("debrief__competitor__name"),
        created=IsoText("created_at"),
    )
    return list(named[:100])


def policy() -> Policy:
    return Policy.objects.first() or Policy(pk=1)


def shown_policy(*, actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    found = policy()
    names = ("active", "from_minor", "losses", "win_share", "due_days", "asked", "version")
    return {**{name: getattr(found, name) for name in names}, "may_edit": actor.may(MANAGE)}


def holdings(user_id: int) -> int:
    return Debrief.objects.filter(owner_id=user_id, state=DebriefState.OPEN).count()


def exists_for(opportunity_id: int, *, actor: Actor) -> int | None:
    """The debrief of a deal, if there is one that the actor sees."""
    rows = visible_to(actor).filter(opportunity_id=opportunity_id)
    return rows.exclude(state=DebriefState.WITHDRAWN).values_list("pk", flat=True).first()
