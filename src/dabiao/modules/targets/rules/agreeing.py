"""When two sides agree on a target, and who has to answer next.

Above is who sets the figures, below is who has to reach them. Each side's word is the lines it last said yes to; they agree
when both words are the very lines in force. A side that says nothing of new lines has not said yes to them.
"""

from dataclasses import dataclass, replace

from dabiao.core.errors import Conflict
from dabiao.modules.targets.enums import Awaited, Side

Lines = tuple[int | None, int | None]  # must, stretch
NOTHING: Lines = (None, None)


@dataclass(frozen=True, slots=True)
class Talk:
    """`lines` are in force, `declared` is what those below say they can. `countered`: that waits for an answer. `locked`: the
    lines hold, whoever has said yes to them."""

    lines: Lines = NOTHING
    declared: Lines = NOTHING
    above: Lines = NOTHING
    below: Lines = NOTHING
    countered: bool = False
    locked: bool = False

    @property
    def agreed(self) -> bool:
        return self.lines[0] is not None and self.lines == self.above == self.below

    @property
    def awaits(self) -> Awaited:
        """Nobody where nothing was said yet, both agree, or it is locked and nothing else was declared since."""
        if self.agreed:
            return Awaited.NOBODY
        if self.countered:
            return Awaited.ABOVE
        if self.locked or self.lines[0] is None:
            return Awaited.NOBODY
        return Awaited.BELOW if self.above == self.lines else Awaited.ABOVE


def given(talk: Talk, lines: Lines) -> Talk:
    """Above puts these lines in force. What below declared still counts as its word, a yes to other lines does not."""
    below = talk.below if talk.below == talk.declared else NOTHING
    return replace(talk, lines=lines, above=lines, below=below, countered=False)


def declared(talk: Talk, figures: Lines, *, own: bool) -> Talk:
    """Below says what it can. `own`: by who has to reach it; what somebody enters for them is not yet their word."""
    waits = figures[0] is not None and figures != talk.lines
    return replace(talk, declared=figures, below=figures if own else NOTHING, countered=waits)


def accepted(talk: Talk, side: Side) -> Talk:
    """Above takes what was declared as the lines in force; below says yes to the lines in force.

    Raises `targets.nothing_declared`, `targets.nothing_given` (409).
    """
    if side == Side.ABOVE:
        if talk.declared[0] is None:
            raise Conflict("targets.nothing_declared", field="cells")
        return given(talk, taken(talk))
    if talk.lines[0] is None or talk.above != talk.lines:
        raise Conflict("targets.nothing_given", field="cells")
    return replace(talk, below=talk.lines, countered=False)


def taken(talk: Talk) -> Lines:
    """The lines that taking the declared figure makes: a stretch of which nothing was said stays where it still can."""
    must, stretch = talk.declared
    held = talk.lines[1]
    if stretch is None and held is not None and must is not None and held >= must:
        stretch = held
    return must, stretch


def insisted(talk: Talk) -> Talk:
    """Above keeps its lines against what was declared. Raises `targets.nothing_given`, `targets.already_agreed` (409)."""
    if talk.lines[0] is None:
        raise Conflict("targets.nothing_given", field="cells")
    if talk.agreed:
        raise Conflict("targets.already_agreed", field="cells")
    return replace(talk, above=talk.lines, countered=False)


def withdrawn(talk: Talk, side: Side) -> Talk:
    """A side takes its word back: above its yes, below what it declared and its yes."""
    if side == Side.ABOVE:
        return replace(talk, above=NOTHING)
    return replace(talk, declared=NOTHING, below=NOTHING, countered=False)
