"""A figure is divided by weights into parts that sum exactly to what is needed.

The method is Webster's (a divisor method): the next unit goes to whoever has the largest claim `weight / (2 · got + 1)`. With
largest remainders somebody could get less because the whole grew, or although their weight grew more than anyone's (ADR 0040).
"""

import hashlib
import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from dabiao.core.errors import Conflict

Weight = int | Fraction
LINES = ("must", "stretch")


@dataclass(frozen=True, slots=True)
class Lines:
    """Both lines of a target; None where one is not set."""

    must: int | None = None
    stretch: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """`pinned`: what this part is already, and stays. `present`: there at all, and so among those that share evenly when
    nobody has any weight."""

    key: int
    weight: Weight = 0
    present: bool = True
    pinned: Lines | None = None


def apportion(total: int, weights: Mapping[int, Weight], *, lot: str = "") -> dict[int, int]:
    """`total` ≥ 0 by weights ≥ 0 of which one is positive. Never less for a larger `total`, nor for whoever's weight grew most.
    Equal claims are settled by lot, drawn from `lot` and the key: the same every time, and not always for the same one."""
    claims = _as_integers(weights)
    whole = sum(claims.values())
    given = max(total - len(claims), 0)  # as many as a divisor surely gives without giving too much
    got = {key: (2 * claim * given + whole) // (2 * whole) for key, claim in claims.items()}
    waiting = [
        (Fraction(-claim, 2 * got[key] + 1), _drawn(lot, key), key) for key, claim in claims.items() if claim
    ]
    heapq.heapify(waiting)
    for _ in range(total - sum(got.values())):
        _, drawn, key = waiting[0]
        got[key] += 1
        heapq.heapreplace(waiting, (Fraction(-claims[key], 2 * got[key] + 1), drawn, key))
    return got


def _as_integers(weights: Mapping[int, Weight]) -> dict[int, int]:
    scale = lcm(*(one.denominator for one in weights.values()))
    return {key: int(one * scale) for key, one in weights.items()}


def _drawn(lot: str, key: int) -> bytes:
    return hashlib.blake2b(f"{lot}/{key}".encode(), digest_size=8).digest()


def divide(needed: Lines, parts: Iterable[Part], *, lot: str = "") -> dict[int, Lines]:
    """Every part's lines; each line that is needed sums exactly, and no part's stretch is below its must.

    Raises `targets.pinned_exceed` where those that stay make more than is needed, `targets.pinned_fall_short` where nobody is
    left to make up for them, `targets.pinned_leave_less_stretch` where they leave a stretch below the must, and
    `targets.nobody_there`.
    """
    every = list(parts)
    free = [one for one in every if one.pinned is None and one.present]
    rest = _left(needed, [one.pinned for one in every if one.pinned is not None], bool(free))
    shares = {line: _shared(getattr(rest, line), free, lot) for line in LINES}
    return {
        one.key: one.pinned or Lines(**{line: _of(shares[line], one.key) for line in LINES}) for one in every
    }


def at_least(needed: Lines, pinned: Iterable[Lines]) -> Lines:
    """What is needed, or more where those that stay make more already: parts may exceed the whole, the rest nothing."""
    held = list(pinned)
    least: dict[str, int | None] = {}
    for line in LINES:
        whole = getattr(needed, line)
        least[line] = None if whole is None else max(whole, sum(getattr(one, line) or 0 for one in held))
    must, stretch = least["must"], least["stretch"]
    if must is not None and stretch is not None:
        rest = must - sum(one.must or 0 for one in held)
        stretch = max(stretch, sum(one.stretch or 0 for one in held) + rest)
    return Lines(must, stretch)


def _of(shares: Mapping[int, int] | None, key: int) -> int | None:
    return None if shares is None else shares.get(key, 0)


def _left(needed: Lines, pinned: list[Lines], somebody: bool) -> Lines:
    left: dict[str, int | None] = {}
    for line in LINES:
        whole = getattr(needed, line)
        held = sum(getattr(one, line) or 0 for one in pinned)
        left[line] = None if whole is None else whole - held
        if whole is not None and held > whole:
            raise Conflict(
                "targets.pinned_exceed", field="pins", line=line, pinned=held, needed=whole, over=held - whole
            )
        if whole is not None and held < whole and not somebody:
            code = "targets.pinned_fall_short" if pinned else "targets.nobody_there"
            raise Conflict(
                code, field="pins" if pinned else "cell_id", line=line, needed=whole, lacking=whole - held
            )
    rest = Lines(**left)
    if rest.must is not None and rest.stretch is not None and rest.stretch < rest.must:
        raise Conflict(
            "targets.pinned_leave_less_stretch", field="pins", must=rest.must, stretch=rest.stretch
        )
    return rest


def _shared(rest: int | None, free: list[Part], lot: str) -> dict[int, int] | None:
    if rest is None or not free:
        return None if rest is None else {}
    weights = {one.key: one.weight for one in free}
    return apportion(rest, weights if any(weights.values()) else dict.fromkeys(weights, 1), lot=lot)
