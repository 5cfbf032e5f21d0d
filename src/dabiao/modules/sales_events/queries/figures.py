"""What events have come to: counted from the records, for one as for many in as many statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import fetch
from dabiao.modules.channels import queries as channels
from dabiao.modules.contracts import queries as contracts
from dabiao.modules.contracts.enums import IN_FORCE
from dabiao.modules.org import queries as org
from dabiao.modules.receivables import queries as receivables
from dabiao.modules.sales_events import rules
from dabiao.modules.sales_events.enums import DealKind, EventState, GuestState
from dabiao.modules.sales_events.models import Cost, Deal, Guest, Helper, SalesEvent
from dabiao.modules.sales_events.queries.reach import visible_to

COMPARED = 5  # earlier events of the kind


@dataclass
class Figures:
    """`invited` are those on the list, without who walked in; `attended` with them; `people` with whom they brought. Amounts
    in minor units of yuan; `received` less what was refunded."""

    invited: int = 0
    accepted: int = 0
    declined: int = 0
    unanswered: int = 0
    attended: int = 0
    people: int = 0
    walk_ins: int = 0
    opportunities: int = 0
    deals: int = 0
    signed_minor: int = 0
    receipts: int = 0
    received_minor: int = 0
    cost_minor: int = 0
    spend_minor: int = 0
    foreign: dict[str, dict[str, int]] = field(
        default_factory=dict
    )  # currency → what is signed and received in it

    def as_wire(self) -> dict[str, Any]:
        """Sums are in the company's currency; what is in another stands beside them, as one adds none to the other."""
        told = asdict(self)
        foreign = told.pop("foreign")
        return told | {"others": [{"currency": one, **foreign[one]} for one in sorted(foreign)]}

    def shown(self) -> dict[str, Any]:
        """With what one of each cost, and the return in parts of a hundred."""
        paid = self.cost_minor + self.spend_minor
        return self.as_wire() | {
            "paid_minor": paid,
            "per_invited_minor": rules.per_piece(paid, self.invited),
            "per_attended_minor": rules.per_piece(paid, self.attended),
            "per_deal_minor": rules.per_piece(paid, self.deals),
            "signed_return": rules.return_of(self.signed_minor, paid),
            "received_return": rules.return_of(self.received_minor, paid),
        }


COUNTS: Mapping[str, Any] = {
    "invited": Count("pk", filter=Q(walk_in=False)),
    "accepted": Count("pk", filter=Q(state=GuestState.ACCEPTED)),
    "declined": Count("pk", filter=Q(state=GuestState.DECLINED)),
    "unanswered": Count("pk", filter=Q(state=GuestState.INVITED)),
    "attended": Count("pk", filter=Q(state=GuestState.ATTENDED)),
    "people": Sum("party", filter=Q(state=GuestState.ATTENDED), default=0),
    "walk_ins": Count("pk", filter=Q(walk_in=True)),
}


def numbers_of(ids: Collection[int]) -> dict[int, Figures]:
    """Event → its figures."""
    found: dict[int, Figures] = {id: Figures() for id in ids}
    for row in _counted(Guest.objects.filter(event__in=ids), "event_id"):
        _put(found[row.pop("event_id")], row)
    for one in _brought(Deal.objects.filter(event__in=ids)):
        one.add_to(found[one.event_id])
    for id, amount in (
        Cost.objects.filter(event__in=ids).values_list("event_id").annotate(Sum("amount_minor"))
    ):
        found[id].cost_minor = amount
    for id, amount in _spent(ids).items():
        found[id].spend_minor = amount
    return found


def _counted(rows: QuerySet[Guest], by: str) -> Iterator[dict[str, Any]]:
    for row in rows.values(by).annotate(**COUNTS):
        yield dict(row)


def _put(figures: Figures, counts: Mapping[str, int]) -> None:
    for name, value in counts.items():
        setattr(figures, name, value)


def _spent(ids: Collection[int]) -> dict[int, int]:
    """What campaigns of these events have spent; a campaign is that of one event."""
    of = SalesEvent.objects.filter(pk__in=ids).exclude(state=EventState.CANCELLED)
    events = dict(of.filter(campaign__isnull=False).values_list("campaign_id", "pk"))
    if not events:
        return {}
    spends = channels.spends_visible_to(SYSTEM).filter(campaign__in=list(events)).order_by()
    return {
        events[campaign]: amount
        for campaign, amount in spends.values_list("campaign_id").annotate(Sum("amount_minor"))
    }


@dataclass(frozen=True, slots=True)
class Brought:
    """One deal, contract or receipt that is credited to an event, with what it comes to now."""

    event_id: int
    inviter_id: int | None
    kind: str
    amount_minor: int
    currency: str

    def add_to(self, figures: Figures) -> None:
        if self.kind == DealKind.OPPORTUNITY:
            figures.opportunities += 1
        elif self.kind == DealKind.CONTRACT:
            figures.deals += 1
            self._sum(figures, "signed_minor")
        else:
            figures.receipts += 1
            self._sum(figures, "received_minor")

    def _sum(self, figures: Figures, name: str) -> None:
        if self.currency == DEFAULT_CURRENCY:
            setattr(figures, name, getattr(figures, name) + self.amount_minor)
        else:
            sums = figures.foreign.setdefault(self.currency, {"signed_minor": 0, "received_minor": 0})
            sums[name] += self.amount_minor


def _brought(rows: Any) -> Iterable[Brought]:
    """Contracts count while they are in force, receipts as far as they are kept."""
    links = list(rows.values_list("event_id", "guest__inviter_id", "kind", "ref_id"))
    amounts = amounts_of((kind, ref) for _, _, kind, ref in links)
    for event_id, inviter_id, kind, ref in links:
        if kind == DealKind.OPPORTUNITY or (kind, ref) in amounts:
            yield Brought(event_id, inviter_id, kind, *amounts.get((kind, ref), NOTHING))


NOTHING = (0, DEFAULT_CURRENCY)


def amounts_of(refs: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[int, str]]:
    """(kind, id) → what a contract in force, or what is kept of a receipt, comes to, and its currency; others are left out."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, ref in refs:
        by_kind[kind].append(ref)
    found: dict[tuple[str, int], tuple[int, str]] = {}
    if ids := by_kind[DealKind.CONTRACT]:
        rows = contracts.visible_to(SYSTEM).filter(pk__in=ids, status__in=IN_FORCE)
        sums = rows.values_list("pk", "amount_minor", "currency")
        found |= {(DealKind.CONTRACT, id): (amount, currency) for id, amount, currency in sums}
    if ids := by_kind[DealKind.RECEIPT]:
        kept = receivables.receipts_visible_to(SYSTEM).filter(pk__in=ids)
        left = kept.annotate(kept=F("amount_minor") - F("refunded_minor"))
        received = left.values_list("pk", "kept", "contract__currency")
        found |= {(DealKind.RECEIPT, id): (amount, currency) for id, amount, currency in received if amount}
    return found


@dataclass
class Inviter:
    user_id: int | None
    user_name: str = ""
    goal_invited: int | None = None
    goal_attended: int | None = None
    figures: Figures = field(default_factory=Figures)

    def as_wire(self) -> dict[str, Any]:
        counted = self.figures.as_wire()
        del counted["cost_minor"], counted["spend_minor"]
        return {
            "user_id": self.user_id,
            "user_name": self.user_name,
            "goal_invited": self.goal_invited,
            "goal_attended": self.goal_attended,
            **counted,
        }


def by_inviter(event_id: int) -> list[dict[str, Any]]:
    """Who brought most stands first; who walked in was invited by nobody."""
    found: dict[int | None, Inviter] = {
        user_id: Inviter(user_id, "", invited, attended)
        for user_id, part, invited, attended in Helper.objects.filter(event=event_id).values_list(
            "user_id", "part", "goal_invited", "goal_attended"
        )
        if part == "inviter" or invited or attended
    }
    for row in _counted(Guest.objects.filter(event=event_id), "inviter_id"):
        whose: int | None = row.pop("inviter_id")
        _put(found.setdefault(whose, Inviter(whose)).figures, row)
    for one in _brought(Deal.objects.filter(event=event_id)):
        one.add_to(found.setdefault(one.inviter_id, Inviter(one.inviter_id)).figures)
    names = org.names_of([user_id for user_id in found if user_id is not None])
    for one_id, inviter in found.items():
        inviter.user_name = names.get(one_id or 0, "")
    ranked = sorted(
        found.values(), key=lambda one: (-one.figures.attended, -one.figures.invited, one.user_name)
    )
    return [one.as_wire() for one in ranked]


def figures(event_id: int, *, actor: Actor) -> dict[str, Any]:
    """An event's yield against its goals, by inviter, and beside earlier events of its kind. Raises `core.not_found`."""
    event: SalesEvent = fetch(visible_to(actor), event_id)
    earlier = list(
        visible_to(actor)
        .filter(kind=event.kind, state=EventState.CLOSED, starts_at__lt=event.starts_at)
        .order_by("-starts_at", "-pk")[:COMPARED]
    )
    counted = numbers_of([event.pk, *(one.pk for one in earlier)])
    costs = Cost.objects.filter(event=event).select_related("by").order_by("pk")
    return {
        "now": counted[event.pk].shown(),
        "frozen": event.frozen,
        "goals": {
            "invited": event.goal_invited,
            "attended": event.goal_attended,
            "deals": event.goal_deals,
            "signed_minor": event.goal_signed_minor,
            "received_minor": event.goal_received_minor,
        },
        "inviters": by_inviter(event.pk),
        "costs": [
            {
                "id": one.pk,
                "item": one.item,
                "amount_minor": one.amount_minor,
                "note": one.note,
                "by_name": one.by.name if one.by else "",
                "at": one.at,
            }
            for one in costs
        ],
        "earlier": [
            {"id": one.pk, "name": one.name, "starts_at": one.starts_at, "figures": counted[one.pk].shown()}
            for one in earlier
        ],
    }
