"""What the rooms below offer to be checked. Risk counts what makes a look worth while: declared, late, silent, slipping."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from dabiao.core import checkables
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.checkables import Checkable, Evidence, Pick
from dabiao.core.conditions import language, vocabulary
from dabiao.core.days import local_day
from dabiao.modules.activities import queries as activities
from dabiao.modules.checks.queries import own_words
from dabiao.modules.conversations import queries as conversations
from dabiao.modules.conversations.queries import veiling
from dabiao.modules.customers import queries as customers
from dabiao.modules.dispatch.queries import reach
from dabiao.modules.leads import queries as leads
from dabiao.modules.opportunities import queries as opportunities

SILENCE = timedelta(days=14)
LONG_SILENCE = timedelta(days=30)
THIN = 60  # percent of what the company asks for in a customer
LINES = 20


def narrowed(rows: QuerySet[Any], kind: str, where: Any, now: datetime) -> QuerySet[Any]:
    """The rows for which the condition holds."""
    if not where:
        return rows
    return rows.filter(language.compiled(where, vocabulary.of(kind), actor=SYSTEM, now=now))


def _picks(rows: QuerySet[Any], owner: str, record: str, *risks: Q) -> Iterable[Pick]:
    names = [f"_risk{place}" for place in range(len(risks))]
    counted = {
        name: Case(When(risk, then=Value(1)), default=Value(0), output_field=IntegerField())
        for name, risk in zip(names, risks, strict=True)
    }
    found = rows.annotate(**counted).order_by().values_list(owner, record, *names)
    for owner_id, id, *points in found.iterator(chunk_size=5_000):
        yield owner_id, id, sum(points)


def activities_of(
    people: Collection[int], *, since: datetime, until: datetime, where: Any, now: datetime
) -> Iterable[Pick]:
    """Contacts that were written down; risky without a word of what was said, or without an effect."""
    rows = activities.visible_to(SYSTEM).filter(
        owner_id__in=people, occurred_at__gte=since, occurred_at__lt=until
    )
    return _picks(
        narrowed(rows, "activity", where, now), "owner_id", "pk", Q(content=""), Q(effect=""), Q(purpose="")
    )


def declared_of(
    people: Collection[int],
    *,
    since: datetime,
    until: datetime,
    where: Any,
    now: datetime,
) -> Iterable[Pick]:
    """Leads whose first response is the person's own word (D4); risky without a feedback."""
    turns = reach.stints(SYSTEM).filter(
        user_id__in=people, evidence="declared", responded_at__gte=since, responded_at__lt=until
    )
    if where:
        matching = narrowed(leads.visible_to(SYSTEM), "lead", where, now)
        turns = turns.filter(lead_id__in=matching.order_by().values("pk"))
    return dict.fromkeys(_picks(turns, "user_id", "lead_id", Q(feedback_at=None)))


def conversations_of(
    people: Collection[int],
    *,
    since: datetime,
    until: datetime,
    where: Any,
    now: datetime,
) -> Iterable[Pick]:
    """Chats that ended; risky where the visitor was not content or nobody was caught."""
    rows = conversations.visible_to(SYSTEM).filter(
        owner_id__in=people, closed_at__gte=since, closed_at__lt=until
    )
    return _picks(rows, "owner_id", "pk", Q(stars__lte=2), Q(about_id=None))


def deals_of(
    people: Collection[int],
    *,
    since: datetime,
    until: datetime,
    where: Any,
    now: datetime,
) -> Iterable[Pick]:
    """Open deals and the stage that is claimed; risky where they slip."""
    rows = opportunities.visible_to(SYSTEM).filter(owner_id__in=people, closed_at=None, created_at__lt=until)
    today = local_day(now)
    return _picks(
        narrowed(rows, "opportunity", where, now),
        "owner_id",
        "pk",
        Q(pushes__gt=0),
        Q(expected_win_on__lt=today),
        Q(last_contact_at__lt=now - SILENCE) | Q(last_contact_at=None),
    )


def customers_of(
    people: Collection[int],
    *,
    since: datetime,
    until: datetime,
    where: Any,
    now: datetime,
) -> Iterable[Pick]:
    """Customers that are held; risky when overdue, long silent or thinly known."""
    rows = customers.visible_to(SYSTEM).filter(owner_id__in=people, created_at__lt=until)
    return _picks(
        narrowed(rows, "customer", where, now),
        "owner_id",
        "pk",
        Q(next_contact_at__lt=now),
        Q(last_contact_at__lt=now - LONG_SILENCE) | Q(last_contact_at=None),
        Q(completeness__lt=THIN),
    )


def _lines(label: str, row: dict[str, Any], *wanted: tuple[str, str, str]) -> list[Evidence]:
    """Those of these (name, how shown, enum) that the row has a value for."""
    return [
        Evidence(f"{label}.{name}", row[name], shown, choices)  # type: ignore[arg-type]
        for name, shown, choices in wanted
        if row.get(name) not in (None, "")
    ]


def _of_activity(id: int, owner_id: int, actor: Actor) -> Sequence[Evidence]:
    row = activities.detail(id, actor=actor)
    return _lines(
        "fields.activity",
        row,
        ("customer_name", "text", ""),
        ("contact_name", "text", ""),
        ("method", "choice", "contact_method"),
        ("purpose", "text", ""),
        ("result", "choice", "contact_result"),
        ("effect", "text", ""),
        ("content", "text", ""),
        ("occurred_at", "moment", ""),
        ("next_contact_at", "moment", ""),
    )


def _about_of_activity(id: int, actor: Actor) -> tuple[str, int] | None:
    """The record that was spoken of, where the actor sees it."""
    row = activities.detail(id, actor=actor)
    return None if row["subject_title"] is None else (row["subject_kind"], row["subject_id"])


def _of_lead(id: int, owner_id: int, actor: Actor) -> Sequence[Evidence]:
    row = leads.detail(id, actor=actor)
    found = _lines(
        "fields.lead",
        row,
        ("name", "text", ""),
        ("company", "text", ""),
        ("phone", "text", ""),
        ("source", "choice", "lead_source"),
        ("status", "choice", "lead_status"),
        ("received_at", "moment", ""),
        ("next_contact_at", "moment", ""),
    )
    turn = reach.stints(SYSTEM).filter(lead_id=id, user_id=owner_id, evidence="declared")
    moments = turn.order_by("-responded_at").values("given_at", "due_at", "responded_at", "feedback_at")[:1]
    for one in moments:
        found += [
            Evidence(f"screens.checks.turn.{name}", at, "moment")
            for name, at in one.items()
            if at is not None
        ]
    return found


def _of_conversation(id: int, owner_id: int, actor: Actor) -> Sequence[Evidence]:
    """The last of what was said, numbers veiled as in the transcript."""
    conversation = conversations.visible_to(actor).select_related("owner").filter(pk=id).first()
    if conversation is None:
        return []
    found = [Evidence("screens.checks.said.stars", conversation.stars)] if conversation.stars else []
    plain = veiling.reads_plainly(actor, conversation.owner_id)
    for message in conversations.newest_of(id, most=LINES):
        text = message.text if plain else veiling.veiled_text(message.text, conversation.caught)
        if text:
            found.append(Evidence(f"screens.checks.said.{message.author}", text))
    return found


def _of_deal(id: int, owner_id: int, actor: Actor) -> Sequence[Evidence]:
    row = opportunities.visible_to(actor).select_related("customer", "stage").get(pk=id)
    shown = {
        "customer_name": row.customer.name,
        "stage_name": row.stage.name or row.stage.code,
        "amount_minor": row.amount_minor,
        **{
            name: getattr(row, name)
            for name in ("expected_win_on", "stage_entered_at", "last_contact_at", "next_contact_at")
        },
        "competitor": row.competitor,
    }
    return _lines(
        "fields.opportunity",
        shown,
        ("customer_name", "text", ""),
        ("stage_name", "text", "") if row.stage.name else ("stage_name", "choice", "stage"),
        ("amount_minor", "money", ""),
        ("expected_win_on", "day", ""),
        ("stage_entered_at", "moment", ""),
        ("last_contact_at", "moment", ""),
        ("next_contact_at", "moment", ""),
        ("competitor", "text", ""),
    )


def _of_customer(id: int, owner_id: int, actor: Actor) -> Sequence[Evidence]:
    row = customers.detail(id, actor=actor)
    return _lines(
        "fields.customer",
        row,
        ("name", "text", ""),
        ("industry", "text", ""),
        ("region", "text", ""),
        ("phone", "text", ""),
        ("source", "text", ""),
        ("completeness", "text", ""),
        ("last_contact_at", "moment", ""),
        ("next_contact_at", "moment", ""),
    )


def offer() -> None:
    """Called when the room is ready."""
    for one in (
        Checkable(
            "activity", "activity", activities_of, _of_activity, words="activity", opens=_about_of_activity
        ),
        Checkable("lead_declared", "lead", declared_of, _of_lead, words="lead"),
        Checkable("conversation", "conversation", conversations_of, _of_conversation),
        Checkable("opportunity", "opportunity", deals_of, _of_deal, words="opportunity"),
        Checkable("customer", "customer", customers_of, _of_customer, words="customer"),
        Checkable("plan", "plan", own_words.plans_of, own_words.of_plan),
        Checkable("report", "report", own_words.reports_of, own_words.of_report),
    ):
        checkables.register(one)
