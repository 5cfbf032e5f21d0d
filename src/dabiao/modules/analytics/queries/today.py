"""One person's day: everything that asks for them, each thing once, in order of urgency. A statement per list."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.masking import masked
from dabiao.core.scoping import covers
from dabiao.modules.activities import queries as activities
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Urgency
from dabiao.modules.analytics.queries.sources import instalments
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.enums import DealSign
from dabiao.modules.plans.enums import PlanSource
from dabiao.modules.plans.queries import today as plans
from dabiao.modules.reports.queries import mine as reports

MOST = 100  # of one list: who has more late than that needs help, not a longer page
Row = dict[str, Any]
Key = tuple[str, int]
SIGNS = tuple(DealSign)


def today(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """`{as_of, items, counts, capped}`: leads given and not answered, contacts, tasks and instalments that are due by midnight,
    reports to be written until then, deals that slip. A record stands once, with all that is to be said about it; `counts` is
    by urgency, and `capped` says that some list held more than its 100 most pressing.

    A lead nobody has contacted yet is left out while its first contact is planned for a later day.
    """
    actor.require("analytics.read")
    lists = [list(rows) for rows in _lists(actor, now)]
    found = _joined(row for rows in lists for row in rows[:MOST])
    rows = sorted(found, key=lambda row: rules.pressing_order(_pressing(row), now))
    for row in rows:
        row["urgency"] = rules.urgency(_pressing(row), now).value
    activities.tasks.name_subjects([row for row in rows if row["kind"] in ("task", "plan_item")], actor)
    counts = {level.value: sum(row["urgency"] == level for row in rows) for level in Urgency}
    return {"as_of": now, "items": rows, "counts": counts, "capped": any(len(one) > MOST for one in lists)}


def _lists(actor: Actor, now: datetime) -> Iterator[Iterable[Row]]:
    midnight = rules.midnight(
        rules.local_day(now, get_default_timezone()) + rules.DAY, get_default_timezone()
    )
    mine = Q(owner_id=actor.user_id or 0)
    due = Q(next_contact_at__lt=midnight)
    if actor.may("lead.read"):
        live = activities.due_records("lead", actor).filter(mine)
        later = Q(next_contact_at__gte=midnight)
        yield _leads(live.filter(~later, first_contact_at=None).order_by("-assigned_at", "-pk"), actor)
        yield _leads(
            live.filter(due, first_contact_at__isnull=False).order_by("next_contact_at", "pk"), actor
        )
    if actor.may("customer.read"):
        yield _customers(activities.due_records("customer", actor).filter(mine, due), actor)
    if actor.may("opportunity.read"):
        deals, ladders = activities.due_records("opportunity", actor).filter(mine), opportunities.Ladders()
        yield _deals(deals.filter(due).order_by("next_contact_at", "pk"), ladders, midnight, actor, now)
        at_risk = opportunities.condition("at_risk_on", rules.local_day(now, get_default_timezone()))
        yield _deals(deals.filter(at_risk).order_by("-amount_minor", "pk"), ladders, midnight, actor, now)
    tasks: list[Row] = []
    if actor.may("task.read"):
        tasks = list(_tasks(activities.tasks.open_tasks(actor).filter(mine, due_at__lt=midnight), actor))
        yield tasks
    if actor.may("receivable.read"):
        yield _instalments(actor, now)
    if actor.may("plan.read"):
        yield _planned(actor, now, {row["id"] for row in tasks})
    if actor.may("report.submit") and actor.user_id is not None:
        yield _reports(actor.user_id, midnight, now)


def _joined(rows: Iterable[Row]) -> list[Row]:
    """The lists' rows, a record that stands on several of them once."""
    found: dict[Key, Row] = {}
    for row in rows:
        found.setdefault((row["kind"], row["id"]), row)
    return list(found.values())


def _pressing(row: Row) -> rules.Pressing:
    signs = [SIGNS.index(sign) for sign in row["signs"]]
    return rules.Pressing(
        row["kind"], row["id"], row["due_at"], row["given_at"], signs, row["amount_minor"] or 0
    )


def _row(kind: str, row: Any, title: str, subtitle: str, **more: Any) -> Row:
    return {
        "kind": kind,
        "id": row.pk,
        "title": title or subtitle or f"#{row.pk}",
        "subtitle": subtitle,
        "due_at": None,
        "day": None,
        "given_at": None,
        "planned_at": None,
        "signs": [],
        "amount_minor": None,
        "currency": None,
        "phone": None,
        "phone_of": None,
        "priority": None,
        "contract_id": None,
        "subject_kind": None,
        "subject_id": None,
        "subject_title": None,
        "actions": [],
    } | more


def _leads(rows: QuerySet[Any], actor: Actor) -> Iterator[Row]:
    for lead in rows.defer("raw", "fields", "remark")[: MOST + 1]:
        yield _row(
            "lead",
            lead,
            lead.name or lead.company,
            lead.company,
            due_at=lead.next_contact_at if lead.first_contact_at else None,
            given_at=None if lead.first_contact_at else (lead.assigned_at or lead.received_at),
            planned_at=lead.next_contact_at,
            actions=_actions("lead", lead, actor),
            **_phone("lead", lead, actor),
        )


def _customers(rows: QuerySet[Any], actor: Actor) -> Iterator[Row]:
    for customer in rows.defer("fields", "remark").order_by("next_contact_at", "pk")[: MOST + 1]:
        yield _row(
            "customer",
            customer,
            customer.name,
            customer.industry,
            due_at=customer.next_contact_at,
            planned_at=customer.next_contact_at,
            actions=_actions("customer", customer, actor),
            **_phone("customer", customer, actor),
        )


def _deals(
    rows: QuerySet[Any], ladders: opportunities.Ladders, midnight: datetime, actor: Actor, now: datetime
) -> Iterator[Row]:
    for deal in rows.select_related("customer").defer("fields", "customer__fields")[: MOST + 1]:
        planned = deal.next_contact_at
        yield _row(
            "opportunity",
            deal,
            deal.name,
            deal.customer.name,
            due_at=planned if planned is not None and planned < midnight else None,
            planned_at=planned,
            signs=[one.sign for one in opportunities.signs_of(deal, now, ladders)],
            amount_minor=deal.amount_minor,
            currency=deal.currency,
            day=deal.expected_win_on,
            actions=_actions("opportunity", deal, actor),
            **_phone("customer", deal.customer, actor),
        )


def _tasks(rows: QuerySet[Any], actor: Actor) -> Iterator[Row]:
    for task in rows.order_by("due_at", "pk")[: MOST + 1]:
        about = {"subject_kind": task.about_kind or None, "subject_id": task.about_id}
        edits = covers(actor, "task.edit", id=task.pk, owner_id=task.owner_id, unit_id=task.unit_id)
        more = {**about, "priority": task.priority, "actions": ["finish"] if edits else []}
        yield _row("task", task, task.title, "", due_at=task.due_at, day=task.due_on, **more)


def _planned(actor: Actor, now: datetime, tasks: Collection[int]) -> Iterator[Row]:
    """What one set out to do today and has not said what became of: late from its own time, else from the end of the day."""
    zone = get_default_timezone()
    day = rules.local_day(now, zone)
    for item in plans.open_items(day, actor=actor, most=MOST + 1):
        if item.source_kind == PlanSource.TASK and item.source_id in tasks:
            continue  # it stands as the task, and is done with it
        ends = item.to_time or item.from_time
        due = (
            datetime.combine(day, ends, zone)
            if ends
            else rules.midnight(day + rules.DAY, zone) - rules.SECOND
        )
        edits = covers(actor, "plan.edit", id=item.pk, owner_id=item.owner_id, unit_id=item.unit_id)
        about = {"subject_kind": item.about_kind or None, "subject_id": item.about_id}
        actions = ["finish"] if edits else []
        yield _row(
            "plan_item",
            item,
            item.title,
            item.purpose,
            due_at=due,
            day=None if ends else day,
            **about,
            actions=actions,
        )


def _instalments(actor: Actor, now: datetime) -> Iterator[Row]:
    """Lines due by today that are not paid, of signed contracts of one's own: late from the end of their day."""
    zone = get_default_timezone()
    day = rules.local_day(now, zone)
    filters = {"owner_id": actor.user_id or 0, "due_to": day, "contract_status": ["signed"]}
    lines = instalments(day).chosen(filters, actor).filter(allocated_minor__lt=F("amount_minor"))
    lines = lines.select_related("contract__customer").order_by("due_on", "pk")
    for line in lines[: MOST + 1]:
        yield _row(
            "instalment",
            line,
            line.contract.title,
            line.contract.customer.name,
            due_at=rules.midnight(line.due_on + rules.DAY, zone) - rules.SECOND,
            day=line.due_on,
            amount_minor=line.amount_minor - line.allocated_minor,
            currency=line.contract.currency,
            contract_id=line.contract_id,
            **_phone("customer", line.contract.customer, actor),
        )


def _reports(user_id: int, before: datetime, now: datetime) -> Iterator[Row]:
    """What they still have to write, by its template: the latest period of each, which is where the row leads to."""
    latest = {template.pk: (template, one) for template, one in reports.unwritten(user_id, before, now)}
    for template, one in latest.values():
        title = f"{one.writer.about_name} {template.name} {one.slot.label}".strip()
        yield _row("report_template", template, title, "", due_at=one.due_at)


def _actions(kind: str, row: Any, actor: Actor) -> list[str]:
    """`log` writes a contact down, `plan` moves or drops the one that is planned."""
    edits = covers(actor, f"{kind}.edit", id=row.pk, owner_id=row.owner_id, unit_id=row.unit_id)
    if not (edits and actor.may("activity.log")):
        return []
    return ["log"] if row.next_contact_at is None else ["log", "plan"]


def _phone(kind: str, row: Any, actor: Actor) -> Row:
    """The number to call as this reader may see it; `phone_of` is the record that shows it in full, where they may look."""
    whose = {"id": row.pk, "owner_id": row.owner_id, "unit_id": row.unit_id}
    if not row.phone or not (actor.may(f"{kind}.read") and covers(actor, f"{kind}.read", **whose)):
        return {}
    if covers(actor, f"{kind}.read_phone", **whose):
        return {"phone": row.phone}
    looks = covers(actor, f"{kind}.reveal", **whose)
    return {"phone": masked(row.phone, "phone"), "phone_of": {"kind": kind, "id": row.pk} if looks else None}
