"""Claim against evidence, person by person and unit by unit (F2), and what lists sum to (F8)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from fractions import Fraction
from functools import cache, partial
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet, Sum

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.queries.credibility import freshness
from dabiao.modules.opportunities.queries.ladders import Ladders
from dabiao.modules.opportunities.queries.records import chosen
from dabiao.modules.opportunities.queries.stages import chance_while_open
from dabiao.modules.org import queries as org

MOST_ROWS = 500
STAGES = ("stage_id", "evidenced_stage_id", "recorded_stage_id")


@dataclass(slots=True)
class Claim:
    """What somebody's open deals claim and what evidence carries; money in the company's currency, exact until it is shown, in
    whole numbers: a hundred thousand fractions are slow."""

    open: int = 0
    ahead: int = 0
    behind: int = 0
    unproven: int = 0
    on_word: int = 0
    elsewhere: int = 0  # deals in other currencies, which no sum holds
    amount: int = 0
    ahead_amount: int = 0
    by_claim: int = 0  # in hundredths of a minor unit
    by_evidence: int = 0
    credible: int = 0  # in ten-thousandths

    def add(self, group: "_Group") -> None:
        self.open += group.deals
        self.ahead += group.deals if group.ahead > 0 else 0
        self.behind += group.deals if group.ahead < 0 else 0
        self.unproven += group.deals if group.evidenced_percent is None else 0
        self.on_word += group.deals if group.on_word else 0
        if group.currency != DEFAULT_CURRENCY:
            self.elsewhere += group.deals
            return
        self.amount += group.amount
        self.ahead_amount += group.amount if group.ahead > 0 else 0
        self.by_claim += group.amount * group.percent
        self.by_evidence += group.amount * (group.evidenced_percent or 0)
        self.credible += group.amount * group.percent * group.believed

    def join(self, other: "Claim") -> None:
        for name in _SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def shown(self) -> dict[str, int]:
        return {
            "open": self.open,
            "ahead": self.ahead,
            "behind": self.behind,
            "unproven": self.unproven,
            "on_word": self.on_word,
            "other_currencies": self.elsewhere,
            "amount_minor": self.amount,
            "ahead_minor": self.ahead_amount,
            "by_claim_minor": _whole(self.by_claim, 100),
            "by_evidence_minor": _whole(self.by_evidence, 100),
            "credible_minor": _whole(self.credible, 10_000),
        }


_SUMS = tuple(one.name for one in fields(Claim))


def _whole(parts: int, each: int) -> int:
    """Half up."""
    return (2 * parts + each) // (2 * each)


class _Group(NamedTuple):
    """Open deals of one person that stand and are proved alike."""

    owner_id: int | None
    unit_id: int | None
    currency: str
    deals: int
    amount: int
    percent: int
    evidenced_percent: int | None
    ahead: int
    believed: int
    on_word: bool


def claims(
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    pipeline_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """`{currency, total, people, units, left_out}` over the open deals that the actor sees, who is furthest ahead first.

    Of a unit with everything below it. As many statements for one person as for all. Raises `access.forbidden`."""
    actor.require("opportunity.read")
    asked = {
        "owner_id": owner_id,
        "unit_id": unit_id,
        "pipeline_id": pipeline_id,
        "stage_kind": StageKind.OPEN,
    }
    rows = chosen({name: value for name, value in asked.items() if value is not None}, actor=actor)
    places: dict[tuple[int | None, int | None], Claim] = defaultdict(Claim)
    for group in _groups(rows, local_day(now)):
        places[group.owner_id, group.unit_id].add(group)
    total, people, units = _joined(places, org.unit_paths())
    first, left_out = _first(people)
    names, unit_names = org.names_of(sorted(id for id, _ in first)), org.unit_names(sorted(units))
    return {
        "currency": DEFAULT_CURRENCY,
        "total": total.shown(),
        "people": [{"id": id, "name": names.get(id, ""), **one.shown()} for id, one in first],
        "units": [{"id": id, "name": unit_names.get(id, ""), **one.shown()} for id, one in _first(units)[0]],
        "left_out": left_out,
    }


def _joined(
    places: Mapping[tuple[int | None, int | None], Claim], paths: Mapping[int, str]
) -> tuple[Claim, dict[int, Claim], dict[int, Claim]]:
    """In all, by person, and by unit with everything below it."""
    total, people, units = Claim(), defaultdict[int, Claim](Claim), defaultdict[int, Claim](Claim)
    above = {id: [int(one) for one in path.split("/") if one] for id, path in paths.items()}
    for (owner_id, unit_id), claim in places.items():
        total.join(claim)
        if owner_id is not None:
            people[owner_id].join(claim)
        for id in above.get(unit_id or 0, ()):
            units[id].join(claim)
    return total, people, units


def _first(found: Mapping[int, Claim]) -> tuple[list[tuple[int, Claim]], int]:
    order = sorted(
        found.items(), key=lambda pair: (-pair[1].ahead_amount, -pair[1].ahead, -pair[1].amount, pair[0])
    )
    return order[:MOST_ROWS], max(0, len(order) - MOST_ROWS)


def _groups(rows: QuerySet[Opportunity], day: date) -> Iterable[_Group]:
    ladders = Ladders()
    percents = {id: stage.percent for id, stage in ladders.stages.items()}
    credible = cache(partial(rules.credibility, StageKind.OPEN))
    both = cache(ladders.both)
    keys = ("owner_id", "unit_id", "currency", *STAGES, "fresh")
    grouped = rows.order_by().annotate(fresh=freshness(day)).values_list(*keys)
    for owner_id, unit_id, currency, stage, evidenced, recorded, fresh, count, amount in grouped.annotate(
        n=Count("pk"), sum=Sum("amount_minor")
    ):
        ahead = both(stage, evidenced, recorded)
        yield _Group(
            owner_id=owner_id,
            unit_id=unit_id,
            currency=currency,
            deals=count,
            amount=int(amount),
            percent=percents[stage],
            evidenced_percent=percents.get(evidenced),
            ahead=ahead[0],
            believed=credible(fresh, *ahead),
            on_word=evidenced is not None and evidenced != recorded,
        )


def sums(*, filters: Mapping[str, Any], actor: Actor, now: datetime) -> dict[str, Any]:
    """What the open deals of a list come to, in each currency: amount, weighted by what the forecast goes by, and how much of
    that is credible. Exact, and only the sums are rounded."""
    actor.require("opportunity.read")
    rows = chosen(filters, actor=actor).filter(closed_at=None)
    ladders, chance = Ladders(), chance_while_open()
    keys = ("currency", *STAGES, "competitor_count", "fresh")
    grouped = rows.order_by().annotate(fresh=freshness(local_day(now))).values(*keys)
    found: dict[str, list[Any]] = defaultdict(lambda: [0, 0, Fraction(0), Fraction(0)])
    for row in map(dict[str, Any], grouped.annotate(n=Count("pk"), sum=Sum("amount_minor"))):
        stage = ladders.stages[row["stage_id"]]
        worth = int(row["sum"]) * chance(stage.percent, row["competitor_count"])
        ahead = ladders.both(*(row[name] for name in STAGES))
        believed = rules.credibility(StageKind.OPEN, row["fresh"], *ahead)
        figures = (row["n"], int(row["sum"]), worth, worth * believed / 100)
        found[row["currency"]] = [a + b for a, b in zip(found[row["currency"]], figures, strict=True)]
    order = sorted(found, key=lambda currency: (currency != DEFAULT_CURRENCY, currency))
    return {"items": [_sum(currency, found[currency]) for currency in order]}


def _sum(currency: str, figures: list[Any]) -> dict[str, Any]:
    count, amount, worth, credible = figures
    return {
        "currency": currency,
        "count": count,
        "amount_minor": amount,
        "weighted_minor": rules.weighted(worth, Fraction(1)),
        "credible_minor": rules.weighted(credible, Fraction(1)),
    }
