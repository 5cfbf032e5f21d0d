"""All deals as plain values, and what figures come to over them, in plain Python that shares no code with the product."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dabiao.modules.opportunities.models import Item, Opportunity, Rival, StageEntry

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Deal:
    id: int
    pipeline_id: int
    stage_id: int
    kind: str
    owner_id: int | None
    unit_id: int | None
    currency: str
    amount: int
    created: datetime
    entered: datetime
    closed: datetime | None
    reason: str
    lost_to: int | None
    source: str
    industry: str
    rivals: frozenset[int]
    products: frozenset[int]
    stays: tuple[tuple[int, int, str], ...]  # (stage, its position, its kind), in order
    left: tuple[tuple[int, float], ...]  # (stage, seconds) of the stays that ended

    @property
    def money(self) -> int:
        return self.amount if self.currency == "CNY" else 0

    @property
    def seconds(self) -> int:
        assert self.closed is not None
        return max(0, int((self.closed - self.created).total_seconds()))


def all_deals() -> list[Deal]:
    rows = Opportunity.objects.select_related("stage", "customer").order_by("pk")
    return [_plain(row) for row in rows]


def _plain(row: Opportunity) -> Deal:
    entries = sorted(
        StageEntry.objects.filter(opportunity=row).select_related("stage"),
        key=lambda one: (one.entered_at, one.pk),
    )
    items = Item.objects.filter(opportunity=row, product__isnull=False)
    return Deal(
        id=row.pk,
        pipeline_id=row.pipeline_id,
        stage_id=row.stage_id,
        kind=row.stage.kind,
        owner_id=row.owner_id,
        unit_id=row.unit_id,
        currency=row.currency,
        amount=row.amount_minor,
        created=row.created_at,
        entered=row.stage_entered_at,
        closed=row.closed_at,
        reason=row.lost_reason,
        lost_to=row.lost_to_id,
        source=row.source,
        industry=row.customer.industry,
        rivals=frozenset(Rival.objects.filter(opportunity=row).values_list("competitor_id", flat=True)),
        products=frozenset(items.values_list("product_id", flat=True)),
        stays=tuple((one.stage_id, one.stage.position, one.stage.kind) for one in entries),
        left=tuple(
            (one.stage_id, (one.left_at - one.entered_at).total_seconds()) for one in entries if one.left_at
        ),
    )


def midnight(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def band(deal: Deal) -> str:
    if deal.currency != "CNY":
        return "other"
    yuan = deal.amount / 100
    for key, least in (("5", 1_000_000), ("4", 500_000), ("3", 100_000), ("2", 50_000), ("1", 10_000)):
        if yuan >= least:
            return key
    return "0"


KEYS: dict[str, Callable[[Deal], Iterable[str]]] = {
    "reason": lambda deal: [deal.reason] if deal.kind == "lost" else [],
    "competitor": lambda deal: [str(deal.lost_to or 0)] if deal.kind == "lost" else [],
    "rival": lambda deal: [str(one) for one in deal.rivals or {0}],
    "product": lambda deal: [str(one) for one in deal.products or {0}],
    "source": lambda deal: [deal.source],
    "team": lambda deal: [str(deal.unit_id or 0)],
    "person": lambda deal: [str(deal.owner_id or 0)],
    "industry": lambda deal: [deal.industry],
    "band": lambda deal: [band(deal)],
}


def basis_points(part: int, whole: int) -> int | None:
    return int(part * 10_000 / whole + 0.5) if whole else None


def mean_days(deals: list[Deal]) -> float | None:
    return int(sum(one.seconds for one in deals) / len(deals) / 8_640 + 0.5) / 10 if deals else None


def mean_amount(deals: list[Deal]) -> int | None:
    paid = [one.amount for one in deals if one.currency == "CNY"]
    return int(sum(paid) / len(paid) + 0.5) if paid else None


def open_at(deal: Deal, moment: datetime) -> bool:
    return deal.created < moment and (deal.closed is None or deal.closed >= moment)


def within(deal: Deal, days: int) -> bool:
    return deal.closed is not None and deal.closed - deal.created <= timedelta(days=days)


def days_since(moment: datetime, now: datetime) -> int:
    """As the calendar on the wall counts them."""
    return (now.astimezone(SHANGHAI).date() - moment.astimezone(SHANGHAI).date()).days


def nodes(deal: Deal) -> list[str]:
    """Where a deal went: a stage that lies no further than the one before begins a new round; the fourth and later are one."""
    found, round_ = ["start"], 1
    for place, (stage_id, position, _) in enumerate(deal.stays):
        if place and position <= deal.stays[place - 1][1]:
            round_ += 1
        found.append(f"{round_}.{stage_id}" if round_ <= 3 else "more")
    if deal.kind == "open":
        found.append("open")
    else:
        found[-1] = deal.kind
    return [node for place, node in enumerate(found) if place == 0 or node != found[place - 1]]
