"""What leads cost and bring, put together from cells of campaign, source and month. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dabiao.modules.analytics.rules.proportions import share


@dataclass(frozen=True, slots=True)
class Cell:
    """Leads of one text (`campaign_id` where that is a campaign), of one source, received in one month."""

    campaign_id: int | None
    text: str
    source: str
    month: date


COUNTED = ("leads", "valid", "qualified", "opportunities", "won", "won_minor", "cash_minor")


@dataclass
class Sums:
    """Of a row: what was counted, what was spent on it, what its leads cost by themselves, the texts and sources they have."""

    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    spent_minor: int = 0
    own_minor: int = 0
    texts: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    @property
    def cost_minor(self) -> int:
        return self.spent_minor + self.own_minor


Amounts = Mapping[tuple[int | None, str, date], int]


def put_together(
    counted: Mapping[Cell, Mapping[str, int]],
    own: Mapping[Cell, int],
    amounts: Amounts,
    group: Callable[[Cell], str],
) -> dict[str, Sums]:
    """Rows by `group`, whose sums add up to the whole.

    What a lead cost by itself counts only in a month for which nothing was entered for its campaign, nor for its source as a
    whole: what is in the platform's bill already is not counted twice.
    """
    rows: dict[str, Sums] = {}
    entered = {(campaign, month) for campaign, _, month in amounts if campaign is not None}
    whole = {(source, month) for campaign, source, month in amounts if campaign is None}
    for cell, numbers in counted.items():
        row = rows.setdefault(group(cell), Sums())
        for name, value in numbers.items():
            row.numbers[name] += value
        row.texts.add(cell.text)
        row.sources.add(cell.source)
        if (cell.campaign_id, cell.month) not in entered and (cell.source, cell.month) not in whole:
            row.own_minor += own.get(cell, 0)
    for (campaign, source, month), amount in amounts.items():
        rows.setdefault(group(Cell(campaign, "", source, month)), Sums()).spent_minor += amount
    return rows


def total(rows: Mapping[str, Sums]) -> Sums:
    whole = Sums()
    for row in rows.values():
        for name, value in row.numbers.items():
            whole.numbers[name] += value
        whole.spent_minor += row.spent_minor
        whole.own_minor += row.own_minor
        whole.texts |= row.texts
    return whole


def each(cost_minor: int, count: int) -> int | None:
    """What one of them cost, half up; None of nothing."""
    return (2 * cost_minor + count) // (2 * count) if count else None


def came_back(won_minor: int, cost_minor: int) -> int | None:
    """What was won for what was spent, in basis points: 30000 is three times as much."""
    return share(won_minor, cost_minor)
