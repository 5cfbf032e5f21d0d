"""Lists of conversations: the queue, one's own, what runs, what is over; and those of one lead or customer."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.kept import Among, Given, Kept
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import pool_filter, scope_filter
from dabiao.core.search.narrowing import SearchIn
from dabiao.modules.conversations.enums import State
from dabiao.modules.conversations.models import Conversation, Site
from dabiao.modules.conversations.queries import CLAIM, READ
from dabiao.modules.conversations.queries.veiling import OURS, reads_plainly, veiled_text
from dabiao.modules.conversations.rules.presence import somebody_there
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import queries as org

COLUMNS: dict[str, Column] = {
    **plain("id", "name", "channel", "state", "ending", "language", "page", "site_id"),
    "site_name": Column("site__name"),
    **OWNERSHIP,
    **plain("about_kind", "about_id", "last_seq", "last_text", "last_author", "caught"),
    **plain("visitor_read", "agent_read", "stars"),
    **times("last_at", "visitor_said_at", "wanted_at", "taken_at", "answered_at", "closed_at"),
    **plain("version"),
    **times("created_at", "updated_at"),
}
CONVERSATIONS = ListSpec(
    kind="conversation",
    columns=COLUMNS,
    sorts={
        "last_at": Sort("last_at", by_time=True),
        "wanted_at": Sort("wanted_at", nullable=True),
        "id": Sort("id", by_time=True),
    },
    default_sort="-last_at",
    search=SearchIn("conversation"),
)
LATELY = 20  # of one record


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """One page. Raises `access.forbidden`."""
    actor.require(READ)
    wanted = [condition(name, value, actor) for name, value in filters.items()]
    rows = Conversation.objects.filter(*wanted)
    reach = scope_filter(actor, READ)
    ways = () if reach is None else (reach, pool_filter(actor, CLAIM))
    page = pages.page(rows, CONVERSATIONS, asked, actor=actor, ways=ways)
    page["items"] = marked(page["items"], actor)
    return page


def marked(rows: list[dict[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """The rows as the actor reads them, with `offline`: left at an hour at which nobody answers, and still waiting."""
    waiting = {row["site_id"] for row in rows if row["state"] == State.WAITING}
    hours = dict(Site.objects.filter(pk__in=waiting).values_list("pk", "hours")) if waiting else {}
    zone = get_default_timezone()

    def left(row: dict[str, Any]) -> bool:
        if row["state"] != State.WAITING or not row["wanted_at"]:
            return False
        return not somebody_there(
            hours.get(row["site_id"]) or {}, datetime.fromisoformat(row["wanted_at"]), zone
        )

    return [{**_as_read(row, actor), "offline": left(row)} for row in rows]


def _as_read(row: dict[str, Any], actor: Actor) -> dict[str, Any]:
    caught = row.pop("caught")
    plain = reads_plainly(actor, row["owner_id"]) or row["last_author"] in OURS
    return row if plain else {**row, "last_text": veiled_text(row["last_text"], caught)}


def condition(name: str, value: Any, actor: Actor) -> Q:
    """One filter of the list as a WHERE."""
    if name == "view":
        return _of_view(value, actor)
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "answered_within":
        soon = Q(answered_at__lte=F("wanted_at") + timedelta(seconds=value))
        return Q(answered_at__isnull=False, wanted_at__isnull=False) & soon
    if name == "rated":
        return Q(stars__isnull=not value)
    if name == "answered":
        return Q(answered_at__isnull=not value)
    lookup = {
        "wanted_from": "wanted_at__gte",
        "closed_from": "closed_at__gte",
        "last_from": "last_at__gte",
        "last_to": "last_at__lt",
    }.get(name, name)
    return Q(**{lookup: value})


def _of_view(view: str, actor: Actor) -> Q:
    if view == "mine":
        return Q(owner_id=actor.user_id, state=State.OPEN)
    if view == "live":
        return ~Q(state=State.CLOSED)
    return Q(state=view)


def about(subject_kind: str, subject_id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """The newest conversations with a lead or customer that the actor sees; a customer's leads count as theirs."""
    row = subjects.load(subject_kind, subject_id, actor=actor)
    found = _ABOUT(kind=subject_kind, ids=[row.pk])
    # one after the other: of an OR with a subquery in it PostgreSQL would read every conversation
    if subject_kind == "customer" and (became := leads.of_customer(row.pk)):
        found += _ABOUT(kind="lead", ids=became)
    ids = sorted((id for (id,) in found), reverse=True)[:LATELY]
    return _rows(Conversation.objects.all(), ids, actor) if ids else []


def _newest_about() -> QuerySet[Conversation, Any]:
    rows = Conversation.objects.filter(
        about_kind=Given("kind", CharField()), about_id__in=Among("ids", BigIntegerField())
    )
    return rows.order_by("-pk").values_list("pk")[:LATELY]


_ABOUT = Kept(_newest_about)


def shown(rows: QuerySet[Conversation], actor: Actor, *, most: int = LATELY) -> list[dict[str, Any]]:
    """The newest of these, whatever the actor's own scope: the caller has seen to it that they may look."""
    return _rows(rows, list(rows.order_by("-pk").values_list("pk", flat=True)[:most]), actor)


def _rows(rows: QuerySet[Conversation], ids: Sequence[int], actor: Actor) -> list[dict[str, Any]]:
    return marked(pages.whole_rows(rows, CONVERSATIONS, ids, actors=[actor]), actor)
