"""Draws: made once per period, from a population that is kept, in an order that anybody can work out again."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from secrets import token_hex

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core import checkables
from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.notifications.services import News, notify_many
from dabiao.core.scoping import fetch
from dabiao.core.timers.services import cancel, schedule
from dabiao.modules.checks import rules
from dabiao.modules.checks.enums import CheckCadence, CheckStrategy
from dabiao.modules.checks.events import ChecksDrawn
from dabiao.modules.checks.models import Check, Draw, Programme, Stratum
from dabiao.modules.checks.queries import populating, reach
from dabiao.modules.checks.services._people import checkers_of

TIMER = "checks.draw"


def _key_of(programme: Programme) -> str:
    return f"{TIMER}:{programme.pk}"


@transaction.atomic
def draw(programme_id: int, *, reason: str = "", seed: str = "", actor: Actor, now: datetime) -> Draw:
    """Draw for the period that `now` lies in. The regular draw of a period is made once; a further one needs a reason, which
    everybody sees. `seed` is made of chance unless a demo or a test says it.

    Raises `checks.already_drawn`, `checks.reason_not_needed`.
    """
    actor.require(reach.MANAGE)
    programme = fetch(reach.programmes_for(actor), programme_id, lock=True)
    day = local_day(now)
    period = rules.period_of(programme.cadence, day)
    made = Draw.objects.filter(programme=programme, period=period)
    number = made.count()
    if number and not reason:
        raise Conflict("checks.already_drawn", field="reason", period=period)
    return _make(programme, day, period, number if reason else 0, reason, seed or token_hex(16), actor, now)


@transaction.atomic
def draw_when_due(programme_id: int, *, day: date, actor: Actor, now: datetime) -> Draw | None:
    """The regular draw of a day that has come, and the timer of the next. Nothing to do where it was made, or is off."""
    programme = Programme.objects.select_for_update(of=("self",)).filter(pk=programme_id).first()
    if programme is None or not programme.active or programme.cadence == CheckCadence.ONCE:
        return None
    period = rules.period_of(programme.cadence, day)
    found = None
    if not Draw.objects.filter(programme=programme, period=period).exists():
        found = _make(programme, day, period, 0, "", token_hex(16), actor, now)
    arrange(programme, actor=actor, now=now)
    return found


def arrange(programme: Programme, *, actor: Actor, now: datetime) -> None:
    """Set the timer for the next draw, or take it away; to be called in the transaction that changed the programme."""
    zone = get_default_timezone()
    local = now.astimezone(zone)
    clock = time(programme.minute // 60, programme.minute % 60)
    day = _next(programme, local.date().fromordinal(local.date().toordinal() - 1))
    while day is not None and datetime.combine(day, clock, tzinfo=zone) <= local:
        day = _next(programme, day)
    programme.next_at = None if day is None else datetime.combine(day, clock, tzinfo=zone)
    programme.save(update_fields=["next_at"])
    if day is None or programme.next_at is None:
        cancel(_key_of(programme))
    else:
        payload = {"programme_id": programme.pk, "day": day.isoformat()}
        schedule(_key_of(programme), programme.next_at, TIMER, payload)


def _next(programme: Programme, after: date) -> date | None:
    if not programme.active:
        return None
    return rules.next_day(programme.cadence, after, weekday=programme.weekday, monthday=programme.monthday)


def _make(
    programme: Programme,
    day: date,
    period: str,
    number: int,
    reason: str,
    seed: str,
    actor: Actor,
    now: datetime,
) -> Draw:
    first, last = rules.span_of(programme.cadence, day, span_days=programme.span_days)
    kept = populating.frozen(programme, day=day, first=first, last=last, now=now)
    wanted = {
        owner: rules.wanted_of(
            len(records), each=programme.each, share=programme.share, newcomer=owner in kept.new
        )
        for owner, records in kept.population.items()
    }
    total = sum(wanted.values()) if programme.strategy == CheckStrategy.RANDOM else None
    made = Draw.objects.create(
        programme=programme,
        period=period,
        number=number,
        reason=reason,
        strategy=programme.strategy,
        algorithm=rules.ALGORITHM,
        seed=seed,
        digest=rules.digest(kept.population),
        total=total,
        records=sum(map(len, kept.population.values())),
        questions=programme.questions,
        pass_mark=programme.pass_mark,
        first_on=first,
        last_on=last,
        by_id=actor.user_id,
        at=now,
    )
    _keep(made, kept, wanted)
    winners = rules.drawn(seed, programme.strategy, kept.population, wanted=wanted, total=total)
    _give_out(made, winners, kept, day, now)
    fact = ChecksDrawn(
        programme.name,
        draw_id=made.pk,
        period=period,
        records=made.records,
        picked=len(winners),
        reason=reason,
    )
    record(fact, programme, actor=actor, now=now)
    return made


def _keep(made: Draw, kept: populating.Frozen, wanted: dict[int, int]) -> None:
    Stratum.objects.bulk_create(
        [
            Stratum(
                draw=made,
                owner_id=owner,
                unit_id=unit,
                records=len(kept.population[owner]),
                wanted=wanted[owner],
                population=kept.population[owner],
            )
            for owner, unit in kept.units.items()
        ],
        batch_size=100,
    )


def _give_out(
    made: Draw, winners: Sequence[tuple[int, int]], kept: populating.Frozen, day: date, now: datetime
) -> None:
    programme = made.programme
    due_at = rules.due_at(day, programme.due_days, get_default_timezone())
    checkers = checkers_of(programme, {owner for owner, _ in winners})
    kind = checkables.get(programme.kind)
    given = Check.objects.bulk_create(
        [
            Check(
                draw=made,
                programme=programme,
                kind=kind.code,
                record_kind=kind.record,
                record_id=id,
                place=place,
                owner_id=owner,
                unit_id=kept.units[owner],
                checker_id=checkers[owner],
                due_at=due_at,
                created_at=now,
                updated_at=now,
            )
            for place, (owner, id) in enumerate(winners)
        ],
        batch_size=500,
    )
    _tell(programme, given, now)


def _tell(programme: Programme, given: Sequence[Check], now: datetime) -> None:
    """Each checker once, however many there are for them."""
    counts = Counter(one.checker_id for one in given)
    first = {one.checker_id: one.pk for one in reversed(given)}
    news = [
        News(checker, "check.given", {"programme": programme.name, "count": count}, ("check", first[checker]))
        for checker, count in counts.items()
        if checker is not None
    ]
    notify_many(news, now, outward=True)
