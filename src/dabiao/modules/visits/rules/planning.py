"""What holds of planned visits."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.visits.enums import VisitPart, VisitState

LONGEST = timedelta(hours=12)
MOST_PEOPLE = 20


def check_span(starts_at: datetime, ends_at: datetime) -> None:
    """Raises `visits.ends_before`, `visits.too_long`."""
    if ends_at <= starts_at:
        raise Invalid("visits.ends_before", field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise Invalid("visits.too_long", field="ends_at", hours=LONGEST // timedelta(hours=1))


def check_place(lat: int | None, lon: int | None) -> None:
    """A place has both. Raises `visits.half_a_place`."""
    if (lat is None) != (lon is None):
        raise Invalid("visits.half_a_place", field="lat" if lat is None else "lon")


def check_planned(state: str) -> None:
    """Nobody has been there yet, and it still stands. Raises `visits.is_cancelled`, `visits.is_under_way`."""
    if state == VisitState.CANCELLED:
        raise Conflict("visits.is_cancelled", field="state")
    if state != VisitState.PLANNED:
        raise Conflict("visits.is_under_way", field="state")


def check_open(state: str) -> None:
    """Raises `visits.is_cancelled`, `visits.is_finished`."""
    if state == VisitState.CANCELLED:
        raise Conflict("visits.is_cancelled", field="state")
    if state == VisitState.FINISHED:
        raise Conflict("visits.is_finished", field="state")


def parts_of(owner_id: int | None, people: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Who takes part as what. A joint visit has one coach and one coached: the owner, where nobody else is named.

    Raises `visits.twice`, `visits.one_coach`, `visits.one_coached`, `visits.no_coach`, `visits.too_many_people`.
    """
    if len(people) > MOST_PEOPLE:
        raise Invalid("visits.too_many_people", field="participants", limit=MOST_PEOPLE)
    parts: dict[int, str] = {}
    for user_id, part in people:
        if user_id in parts or (user_id == owner_id and part == VisitPart.COMPANION):
            raise Invalid("visits.twice", field="participants")
        parts[user_id] = part
    told = list(parts.values())
    for part, code in ((VisitPart.COACH, "visits.one_coach"), (VisitPart.COACHED, "visits.one_coached")):
        if told.count(part) > 1:
            raise Invalid(code, field="participants")
    if VisitPart.COACH in told and VisitPart.COACHED not in told and owner_id is not None:
        if owner_id in parts:
            raise Invalid("visits.no_coached", field="participants")
        parts[owner_id] = VisitPart.COACHED
    elif VisitPart.COACHED in told and VisitPart.COACH not in told:
        raise Invalid("visits.no_coach", field="participants")
    return parts


def is_joint(parts: Mapping[int, str]) -> bool:
    return VisitPart.COACH in parts.values()
