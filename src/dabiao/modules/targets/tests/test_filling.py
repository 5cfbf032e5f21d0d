"""A whole tree filled at once: every division holds, whatever the weights, the buffers and what is fixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dabiao.core.errors import Conflict
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.rules.buffers import needed
from dabiao.modules.targets.rules.filling import Filling, Place
from dabiao.modules.targets.rules.periods import Period
from dabiao.modules.targets.rules.splitting import LINES, Lines

YEAR = periods.year_from(date(2027, 1, 1))
BELOW = {1: [2, 3], 2: [4, 5, 6], 3: [7, 8]}
GRAINS = ["year", "quarter", "month"]
PARENT = {kid: node for node, kids in BELOW.items() for kid in kids}


@dataclass(frozen=True)
class Drawn:
    by: Mapping[int, int]
    months: Sequence[int]

    def present(self, node: int, period: Period) -> bool:
        return True

    def down(self, nodes: Sequence[int], period: Period) -> dict[int, int]:
        return {node: self.by[node] * (1 + (node + period.first.month) % 3) for node in nodes}

    def over_time(self, node: int, spans: Sequence[Period]) -> dict[int, int]:
        return {one.first.toordinal(): self.months[one.first.month - 1] for one in spans}


drawn = st.builds(
    Drawn,
    st.fixed_dictionaries(dict.fromkeys(range(1, 9), st.integers(0, 200))),
    st.lists(st.integers(0, 30), min_size=12, max_size=12),
)
buffers = st.sampled_from([0, 1, 333, 500, 10_000])
wholes = st.tuples(st.integers(0, 10**12) | st.integers(0, 90), st.none() | st.integers(0, 10**11))


def lines_of(whole: tuple[int, int | None]) -> Lines:
    must, more = whole
    return Lines(must, None if more is None else must + more)


def lacking(
    figures: Mapping[Place, Lines], buffer_bp: int, time_buffer_bp: int
) -> list[tuple[Place, str, str, int]]:
    """Every division that makes less than it has to, and by how much; counted here anew."""
    found = []
    for (node, grain, first), lines in figures.items():
        whole = periods.containing(first, YEAR, grain)
        at = GRAINS.index(grain)
        shorter = periods.parts(whole, YEAR, GRAINS[at + 1]) if at < 2 else []
        down = [figures[kid, grain, first] for kid in BELOW.get(node, ())]
        time = [figures[node, GRAINS[at + 1], one.first] for one in shorter]
        for axis, parts, buffer in (("down", down, buffer_bp), ("time", time, time_buffer_bp)):
            for line in LINES:
                figure = getattr(lines, line)
                made = sum(getattr(one, line) or 0 for one in parts)
                if parts and figure is not None and made < needed(figure, buffer):
                    found.append(((node, grain, first), axis, line, needed(figure, buffer) - made))
    return found


@settings(max_examples=15)
@given(wholes, drawn, buffers, buffers)
def test_every_division_makes_what_is_needed_down_and_along_time(
    whole: tuple[int, int | None], weights: Drawn, buffer_bp: int, time_buffer_bp: int
) -> None:
    figures = Filling(BELOW, YEAR, GRAINS, weights, buffer_bp, time_buffer_bp).fill(1, lines_of(whole))
    assert len(figures) == 8 * (1 + 4 + 12)
    assert lacking(figures, buffer_bp, time_buffer_bp) == []
    assert all(one.stretch is None or one.stretch >= (one.must or 0) >= 0 for one in figures.values())


@settings(max_examples=15)
@given(wholes, drawn, buffers)
def test_months_make_their_quarters_exactly_and_those_below_their_unit(
    whole: tuple[int, int | None], weights: Drawn, buffer_bp: int
) -> None:
    figures = Filling(BELOW, YEAR, GRAINS, weights, buffer_bp, 0).fill(1, lines_of(whole))
    for node in range(1, 9):
        months = [figures[node, "month", one.first] for one in periods.periods(YEAR, "month")]
        assert sum(one.must or 0 for one in months) == figures[node, "year", YEAR.first].must
    for node, kids in BELOW.items():
        for one in periods.periods(YEAR, "month"):
            made = sum(figures[kid, "month", one.first].must or 0 for kid in kids)
            assert made == needed(figures[node, "month", one.first].must or 0, buffer_bp)


fixes = st.dictionaries(
    st.tuples(st.integers(2, 8), st.sampled_from(["year", "quarter", "month"]), st.integers(0, 11)),
    st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)),
    max_size=5,
)


def nobody_is_free(at: dict[str, Any], fixed: Mapping[Place, Lines]) -> bool:
    """Whether all below that node, or all shorter periods of its own, are fixed then, themselves or by a longer period."""

    def held(node: int, day: date) -> bool:
        ends = {grain: periods.containing(day, YEAR, grain).first for grain in GRAINS}
        return any((node, grain, first) in fixed for grain, first in ends.items())

    node, first = at["node_id"], date.fromisoformat(at["starts_on"])
    whole = periods.starting(first, YEAR, at["grain"])
    months = [one.first for one in periods.periods(YEAR, "month") if one.first in whole]
    below = all(held(kid, first) for kid in BELOW.get(node, ()))
    return (bool(BELOW.get(node)) and below) or all(held(node, month) for month in months)


def tried(filling: Filling, whole: tuple[int, int | None]) -> tuple[dict[Place, Lines], Conflict | None]:
    try:
        return filling.fill(1, lines_of(whole)), None
    except Conflict as refused:
        return {}, refused


@settings(max_examples=20)
@given(wholes, drawn, buffers, fixes)
def test_what_is_fixed_stays_and_the_rest_makes_up_for_it(
    whole: tuple[int, int | None],
    weights: Drawn,
    buffer_bp: int,
    chosen: dict,  # type: ignore[type-arg]
) -> None:
    fixed = {}
    for (node, grain, nth), (must, more) in chosen.items():
        spans = periods.periods(YEAR, grain)
        fixed[node, grain, spans[nth % len(spans)].first] = Lines(must, must + more)
    filled, refused = tried(Filling(BELOW, YEAR, GRAINS, weights, buffer_bp, 0, fixed), whole)
    if refused is not None:
        assert refused.code == "targets.pinned_fall_short"
        assert nobody_is_free(refused.params, fixed)
        return
    assert {place: filled[place] for place in fixed} == fixed
    short = {place for place, *_ in lacking(filled, buffer_bp, 0)}
    assert not short or len(fixed) > 1
