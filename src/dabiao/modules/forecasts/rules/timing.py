"""When an open deal is won: the chance that it is within so many days, by how long it has been open and how far it has come, by
its expected day, and by how expected days have slipped in this company.

A discrete-time hazard: for each stretch of days ahead, the chance that a deal not won before is won in it, whatever else
becomes of it (one that was lost stays among those not won, so that the stretches add up to the chance of a win). A deal looked
at on some day teaches of the stretches that are over by now, so that young deals teach of near days already.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from math import log10

from dabiao.core.learning.encoding import Case
from dabiao.core.learning.linear import FURTHEST, Linear, chance_of, fit
from dabiao.modules.forecasts.rules.moments import moments
from dabiao.modules.forecasts.rules.rhythm import Rhythm
from dabiao.modules.forecasts.rules.snapshots import DAY, Known, Snapshot, snapshot

EDGES = (
    7,
    14,
    21,
    30,
    45,
    60,
    90,
    135,
    190,
)  # days ahead; the last is beyond the end of any period that is shown
AGES = (14, 30, 45, 60, 90, 120, 180)
SLIPS = (-45, -21, -7, 0, 7, 21, 45)  # days after the expected one (before it: negative)
SOON = (14, 45)  # stretches up to there are alike in what the stage says of them
EVERY = 2  # of the weekly looks at a deal
RIDGE = 30.0
MOST_DEALS = 1_500  # the newest; more teach hardly more and cost memory


@dataclass(frozen=True, slots=True)
class Look:
    """An open deal as known on some day, with what hangs on no day ahead. Days are counted from there."""

    age: float
    until_win: int | None
    steady: Mapping[str, float]


def look(
    *,
    opened_at: datetime,
    stage_at: datetime,
    last_contact_at: datetime | None,
    percent: int,
    rivals: int,
    pushes: int,
    amount_minor: int,
    proofs: int,
    expected_win_on: date | None,
    at: datetime,
    zone: tzinfo,
) -> Look:
    day = at.astimezone(zone).date()
    return Look(
        _since(opened_at, at),
        (expected_win_on - day).days if expected_win_on else None,
        {
            "percent": percent,
            "in_stage": min(120.0, _since(stage_at, at)),
            "quiet": min(120.0, _since(last_contact_at or opened_at, at)),
            "rivals": min(rivals, 4),
            "pushes": min(pushes, 5),
            "amount": log10(max(amount_minor, 1)),
            "proofs": min(proofs, 12),
        },
    )


def _since(then: datetime, at: datetime) -> float:
    """In days; 0 for what came later, on the day itself."""
    return max(0.0, (at - then) / DAY)


def look_at(one: Snapshot, at: datetime, zone: tzinfo) -> Look:
    return look(
        opened_at=one.opened_at,
        stage_at=one.stage_at,
        last_contact_at=one.contacts[-1] if one.contacts else None,
        percent=one.percent,
        rivals=one.rivals,
        pushes=one.pushes,
        amount_minor=one.amount_minor,
        proofs=one.proofs,
        expected_win_on=one.expected_win_on,
        at=at,
        zone=zone,
    )


def _ahead(one: Look, stretch: int) -> dict[str, str]:
    """What hangs on the stretch: which it is, how old the deal is by then, how far from its expected day; and how far it has
    come, for that says much of the next days and little of those after."""
    before = EDGES[stretch - 1] if stretch else 0
    middle = (before + EDGES[stretch]) / 2
    slip = "none" if one.until_win is None else str(bisect_left(SLIPS, middle - one.until_win))
    come = f"{int(one.steady['percent']) // 20}:{bisect_left(SOON, EDGES[stretch])}"
    return {
        "come": come,
        "stretch": str(stretch),
        "aged": str(bisect_right(AGES, one.age + middle)),
        "slip": slip,
    }


def looks(
    opened_at: datetime, facts: Sequence[Known], until: datetime, zone: tzinfo
) -> Iterator[tuple[datetime, Look]]:
    """A deal as it was known on the days that teach, while it was open; what comes later changes none of them."""
    for number, at in enumerate(moments(opened_at, until)):
        shot = snapshot(facts, at) if number % EVERY == 0 else None
        if shot is not None:
            yield at, look_at(shot, at, zone)


@dataclass(frozen=True, slots=True)
class Lesson:
    case: Case
    won: int


def lessons(
    seen: Iterable[tuple[datetime, Look]],
    won_at: datetime | None,
    now: datetime,
    *,
    rhythm: Rhythm,
    zone: tzinfo,
) -> Iterator[Lesson]:
    """What a deal teaches by `now`: of each look at it, the stretches that are over, in days as the rhythm counts them."""
    for at, one in seen:
        gone = rhythm.days(at, now, zone)
        took = rhythm.days(at, won_at, zone) if won_at is not None else None
        for stretch, edge in enumerate(EDGES):
            if edge > gone:
                break
            won = took is not None and took <= edge
            yield Lesson({**one.steady, **_ahead(one, stretch)}, int(won))
            if won:
                break


@dataclass(frozen=True, slots=True)
class Timing:
    """What was learnt, as tables: log odds of each value of a choice, and (mean, spread, weight) of each figure."""

    shift: float
    choices: Mapping[str, Mapping[str, float]]
    figures: Mapping[str, tuple[float, float, float]]

    def within(self, one: Look, days: Sequence[float]) -> list[float]:
        """The chance of a win within so many days, as the rhythm counts them, for each (rising): 0 for none, never falling."""
        steady = self.shift
        for name, (mean, spread, weight) in self.figures.items():
            place = (one.steady[name] - mean) / spread
            steady += weight * max(-FURTHEST, min(FURTHEST, place))
        found, left, stretch, start = [], 1.0, 0, 0.0
        hazard = self._hazard(one, 0, steady)
        for day in days:
            while stretch < len(EDGES) - 1 and day > EDGES[stretch]:
                left *= (1 - hazard) ** ((EDGES[stretch] - start) / _width(stretch))
                start = EDGES[stretch]
                stretch += 1
                hazard = self._hazard(one, stretch, steady)
            reached = max(start, min(day, EDGES[-1]))
            left *= (1 - hazard) ** ((reached - start) / _width(stretch))
            start = reached
            found.append(1 - left)
        return found

    def _hazard(self, one: Look, stretch: int, steady: float) -> float:
        odds = steady
        for name, value in _ahead(one, stretch).items():
            odds += self.choices.get(name, {}).get(value, 0.0)
        return chance_of(odds)


def _width(stretch: int) -> int:
    return EDGES[stretch] - (EDGES[stretch - 1] if stretch else 0)


def learn(known: Sequence[Lesson]) -> Timing:
    """Raises ImportError where the library is not there, ValueError where all have one outcome."""
    return tables(fit([one.case for one in known], [one.won for one in known], ridge=RIDGE))


def tables(model: Linear) -> Timing:
    """A regression as tables, so that a hundred thousand deals are looked up and not encoded."""
    figures: dict[str, tuple[float, float, float]] = {}
    columns: dict[str, list[tuple[str, float, float]]] = {}
    for column, mean, spread, weight in zip(
        model.encoder.columns, model.means, model.spreads, model.weights, strict=True
    ):
        if column.kind == "number":
            figures[column.name] = (mean, spread, weight)
        else:
            yes, no = (weight * max(-FURTHEST, min(FURTHEST, (cell - mean) / spread)) for cell in (1, 0))
            columns.setdefault(column.name, []).append((column.value, yes, no))
    shift, choices = model.shift, {}
    for name, values in columns.items():
        shift += sum(no for _, _, no in values)
        choices[name] = {value: yes - no for value, yes, no in values}
    return Timing(shift, choices, figures)
