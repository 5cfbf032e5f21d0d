"""A whole tree filled from its top: every node's periods, so that every division, down and along time, makes what is needed.

A node's months are decided first; longer periods are what their parts allow. So both directions hold at once: a unit's month is
divided among those below it, and everybody's quarter is the sum of their months.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from dabiao.core.errors import DomainError
from dabiao.modules.targets.rules.buffers import WHOLE, needed
from dabiao.modules.targets.rules.periods import Period, parts, periods
from dabiao.modules.targets.rules.splitting import LINES, Lines, Part, Weight, at_least, divide

Place = tuple[int, str, date]  # node, grain, first day


class Weights(Protocol):
    def present(self, node: int, period: Period) -> bool: ...
    def down(self, nodes: Sequence[int], period: Period) -> Mapping[int, Weight]: ...
    def over_time(self, node: int, spans: Sequence[Period]) -> Mapping[int, Weight]: ...


def with_buffer(lines: Lines, buffer_bp: int) -> Lines:
    return _each(lambda figure: needed(figure, buffer_bp), lines)


def _each(change: Callable[[int], int], lines: Lines) -> Lines:
    return Lines(*(None if (one := getattr(lines, line)) is None else change(one) for line in LINES))


@dataclass
class Filling:
    """`grains`: from the year to the shortest that is filled. `fixed`: the figures that stay as they are."""

    below: Mapping[int, Sequence[int]]
    year: Period
    grains: Sequence[str]
    weights: Weights
    buffer_bp: int
    time_buffer_bp: int
    fixed: Mapping[Place, Lines] = field(default_factory=dict)
    figures: dict[Place, Lines] = field(default_factory=dict)
    lines: Sequence[str] = LINES

    def fill(self, top: int, lines: Lines) -> dict[Place, Lines]:
        """Raises what `divide` does, naming node and period, where what is fixed leaves nobody to make up for the rest."""
        self.lines = [line for line in LINES if getattr(lines, line) is not None]
        self.figures[top, str(self.year.grain), self.year.first] = lines
        self._along_time(top, self.year)
        waiting = [top]
        while waiting:
            node = waiting.pop()
            if kids := self.below.get(node):
                self._down(node, kids)
                waiting += kids
        return self.figures

    def _along_time(self, node: int, period: Period) -> None:
        spans = self._within(period)
        if not spans:
            return
        weights = self.weights.over_time(node, spans)
        every = [
            Part(
                one.first.toordinal(),
                weights[one.first.toordinal()],
                self.weights.present(node, one),
                self.fixed.get(_place(node, one)),
            )
            for one in spans
        ]
        got = self._divided(node, period, with_buffer(self._lines(node, period), self.time_buffer_bp), every)
        for one in spans:
            self.figures[_place(node, one)] = got[one.first.toordinal()]
            self._along_time(node, one)

    def _within(self, period: Period) -> list[Period]:
        at = self.grains.index(period.grain)
        return parts(period, self.year, self.grains[at + 1]) if at + 1 < len(self.grains) else []

    def _divided(self, node: int, period: Period, wanted: Lines, every: list[Part]) -> dict[int, Lines]:
        pinned = [one.pinned for one in every if one.pinned is not None]
        try:
            return divide(at_least(wanted, pinned), every, lot=f"{node}/{period.grain}/{period.first}")
        except DomainError as error:
            error.params |= {
                "node_id": node,
                "grain": str(period.grain),
                "starts_on": period.first.isoformat(),
            }
            raise

    def _lines(self, node: int, period: Period) -> Lines:
        return self.figures.get(_place(node, period), Lines())

    def _down(self, node: int, kids: Sequence[int]) -> None:
        for kid in kids:
            self._keep_fixed(kid, self.year)
        for period in periods(self.year, self.grains[-1]):
            weights = self.weights.down(kids, period)
            every = [
                Part(
                    kid,
                    weights[kid],
                    self.weights.present(kid, period),
                    self.figures.get(_place(kid, period)),
                )
                for kid in kids
            ]
            got = self._divided(node, period, with_buffer(self._lines(node, period), self.buffer_bp), every)
            self.figures |= {_place(kid, period): lines for kid, lines in got.items()}
        for grain in reversed(self.grains[:-1]):
            for period in periods(self.year, grain):
                self._gather(node, kids, period)
        for kid in kids:
            self._keep_order(kid)

    def _keep_fixed(self, node: int, period: Period) -> None:
        """Where a longer period is fixed, its months come from it; where only months are, they are."""
        if (lines := self.fixed.get(_place(node, period))) is not None:
            self.figures[_place(node, period)] = lines
            self._along_time(node, period)
            return
        for one in self._within(period):
            self._keep_fixed(node, one)

    def _gather(self, node: int, kids: Sequence[int], period: Period) -> None:
        """A longer period is the most that its parts allow; what is lost by rounding down is made up for, one by one."""
        free = []
        for kid in kids:
            place = _place(kid, period)
            if place not in self.figures:
                sums = self._sums(kid, self._within(period))
                self.figures[place] = _each(lambda one: one * WHOLE // (WHOLE + self.time_buffer_bp), sums)
                free.append(kid)
        wanted = with_buffer(self._lines(node, period), self.buffer_bp)
        for line in LINES:
            whole = getattr(wanted, line)
            lacking = (
                0
                if whole is None
                else whole - sum(getattr(self._lines(kid, period), line) or 0 for kid in kids)
            )
            able = self._able(free, period, line) if lacking > 0 else []
            for n, kid in enumerate(able):
                if by := (lacking + n) // len(able):
                    self._lift(kid, period, line, by)

    def _able(self, free: Sequence[int], period: Period, line: str) -> Sequence[int]:
        """Who has some of it already, else who is there."""
        some = [kid for kid in free if getattr(self._lines(kid, period), line)]
        return some or [kid for kid in free if self.weights.present(kid, period)] or free

    def _sums(self, node: int, spans: Sequence[Period]) -> Lines:
        found = [self._lines(node, one) for one in spans]
        must, stretch = (
            _sum(getattr(one, line) for one in found) if line in self.lines else None for line in LINES
        )
        return Lines(must, stretch)

    def _lift(self, node: int, period: Period, line: str, by: int) -> None:
        place, lines = _place(node, period), self._lines(node, period)
        self.figures[place] = _with(lines, line, (getattr(lines, line) or 0) + by)
        free = [one for one in self._within(period) if _place(node, one) not in self.fixed]
        if not free:
            return
        least = needed(getattr(self.figures[place], line), self.time_buffer_bp)
        lacking = least - (getattr(self._sums(node, self._within(period)), line) or 0)
        if lacking > 0:
            there = [one for one in free if self.weights.present(node, one)]
            self._lift(node, (there or free)[-1], line, lacking)

    def _keep_order(self, node: int) -> None:
        for place in self._places(node):
            lines = self.figures.get(place, Lines())
            if lines.must is not None and lines.stretch is not None and place not in self.fixed:
                self.figures[place] = Lines(lines.must, max(lines.must, lines.stretch))

    def _places(self, node: int) -> Iterator[Place]:
        return (_place(node, one) for grain in self.grains for one in periods(self.year, grain))


def _place(node: int, period: Period) -> Place:
    return node, str(period.grain), period.first


def _sum(figures: Iterator[int | None]) -> int | None:
    known = [one for one in figures if one is not None]
    return sum(known) if known else None


def _with(lines: Lines, line: str, figure: int) -> Lines:
    return Lines(figure, lines.stretch) if line == "must" else Lines(lines.must, figure)
