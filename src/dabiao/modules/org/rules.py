"""What holds of units and people, without a database."""

import re
from collections.abc import Iterable

from dabiao.core.errors import Invalid
from dabiao.core.text import fold
from dabiao.modules.org.enums import Level, UnitKind

LEVELS = tuple(str(one) for one in Level)  # the strongest first
BETWEEN_TAGS = "、"
_BETWEEN = re.compile(r"[、，,;；|｜\n]")
WEAKEST, STRONGEST = 1, 100

DEPTH = {UnitKind.COMPANY: 0, UnitKind.REGION: 1, UnitKind.BRANCH: 2, UnitKind.TEAM: 3}


def check_nesting(child: str, parent: str | None) -> None:
    """A unit stands under a wider one; only a company stands alone. Raises `org.bad_nesting`."""
    if parent is None:
        if child != UnitKind.COMPANY:
            raise Invalid("org.needs_parent", field="parent_id", kind=child)
    elif DEPTH[UnitKind(child)] <= DEPTH[UnitKind(parent)]:
        raise Invalid("org.bad_nesting", field="parent_id", child=child, parent=parent)


def check_no_cycle(unit_path: str, new_parent_path: str) -> None:
    """A unit cannot move below itself. Raises `org.unit_cycle`. Paths look like `/1/4/`."""
    if new_parent_path.startswith(unit_path):
        raise Invalid("org.unit_cycle", field="parent_id")


def lower(level: str) -> str | None:
    """One step down; None from the lowest."""
    return next(iter(LEVELS[LEVELS.index(level) + 1 :]), None)


def higher(level: str, ceiling: str) -> str | None:
    """One step up; None where that would be above the ceiling."""
    place = LEVELS.index(level) - 1
    return LEVELS[place] if place >= LEVELS.index(ceiling) else None


def tag_key(name: str) -> str:
    """A tag's name in one spelling: 「 寶媽」 and 「宝妈」 are one. Raises `core.required`, `org.tag_separator`."""
    key = spelled(name)
    if not key:
        raise Invalid("core.required", field="name")
    if _BETWEEN.search(name):
        raise Invalid("org.tag_separator", field="name", value=name)
    return key


def spelled(name: str) -> str:
    """Without width, case, script, spaces and punctuation."""
    return "".join(char for char in fold(name) if char.isalnum())[:80]


def parted(text: str) -> list[str]:
    """The names in one cell, whatever stands between them."""
    return [name for part in _BETWEEN.split(text) if (name := part.strip())]


def check_skills(skills: Iterable[tuple[int, int]]) -> None:
    """(tag, strength) pairs: each tag once. Raises `org.skill_twice`, `org.bad_strength`."""
    met = set()
    for place, (tag_id, strength) in enumerate(skills):
        if tag_id in met:
            raise Invalid("org.skill_twice", field=f"skills.{place}.tag_id")
        if not WEAKEST <= strength <= STRONGEST:
            raise Invalid("org.bad_strength", field=f"skills.{place}.strength", value=strength)
        met.add(tag_id)


def check_busy(minutes: int, *, longest: int, times: int, used: int) -> None:
    """Somebody wants to be busy; `used` times they were today. Raises `org.busy_*`, saying what is left."""
    if not longest or not times:
        raise Invalid("org.busy_not_allowed", field="minutes")
    left = max(0, times - used)
    if not left:
        raise Invalid("org.busy_used_up", field="minutes", times=times)
    if not 1 <= minutes <= longest:
        raise Invalid("org.busy_too_long", field="minutes", limit=longest, left=left)
