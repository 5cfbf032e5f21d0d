"""What choices are made from, read anew: people as they are, what rules gave them, what they hold."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.timezone import get_default_timezone

from dabiao.core.days import local_day
from dabiao.modules.dispatch.enums import Refusal, Strategy
from dabiao.modules.dispatch.models import Rule, Seat, Standing
from dabiao.modules.dispatch.queries.rulings import rulings
from dabiao.modules.dispatch.rules import choosing
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import queries as org


def board(rules: Sequence[Rule], now: datetime) -> choosing.Board:
    """The board for these rules. Whoever is to choose from it holds the lane."""
    meant = rulings(rules)
    ids = {id for ruling in meant.values() for id in ruling.people}
    counted = any(one.cap_open is not None or one.strategy == Strategy.LEAST_LOADED for one in meant.values())
    open = leads.live_counts(ids) if counted else {}
    seats = {seat.user_id: seat for seat in Seat.objects.filter(pk__in=ids)}
    people = {entry.user_id: _person(entry, seats, open, now) for entry in org.roster(user_ids=ids)}
    return choosing.Board(people, meant, _standings(meant))


def _person(
    entry: org.RosterEntry, seats: Mapping[int, Seat], open: Mapping[int, int], now: datetime
) -> choosing.Person:
    seat = seats.get(entry.user_id) or Seat()
    return choosing.Person(
        entry.user_id,
        entry.level,
        away_of(entry, now),
        entry.daily_capacity,
        seat.day_given if seat.day == local_day(now) else 0,
        seat.hour_given if seat.hour == hour_of(now) else 0,
        open.get(entry.user_id, 0),
        entry.skills,
    )


def away_of(entry: org.RosterEntry, now: datetime) -> str:
    """Why somebody takes no work at this moment, or empty."""
    if not entry.working:
        return Refusal.LEFT
    if not entry.on_duty:
        return Refusal.OFF_DUTY
    return Refusal.BUSY if entry.busy_until is not None and entry.busy_until > now else Refusal.NONE


def midnight_before(now: datetime) -> datetime:
    """When the local day of this moment began."""
    return now.astimezone(get_default_timezone()).replace(hour=0, minute=0, second=0, microsecond=0)


def hour_of(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _standings(meant: Mapping[int, choosing.Ruling]) -> dict[tuple[int, int], choosing.Standing]:
    rows = Standing.objects.filter(rule_id__in=meant).values_list(
        "rule_id", "user_id", "last_turn", "spent", "started"
    )
    return {(rule, user): choosing.Standing(*rest) for rule, user, *rest in rows}
