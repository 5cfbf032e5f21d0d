"""Claim against evidence, what is credible, and the board, over many open deals of five hundred people, on both databases."""

import json
import random
import sys
from datetime import UTC, date, datetime, timedelta
from functools import partial
from statistics import median
from time import process_time
from typing import Any

from bench import _both
from bench.funnel import COPIES, _copied, _holders

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 27)
TIMES = 7
SLOW_MS = 1_000


def main(argv: list[str]) -> int:
    return _both.main("evidence", argv, doc=__doc__, leads=100_000, table=_table)


def _inside(deals: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.testing.people import make_company

    company = make_company()
    _fill(company, deals)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"database": connection.vendor, "rows": _measured(company)}


def _fill(company: Any, deals: int) -> None:
    """Open deals of teams of ten, in every stage, with every evidence."""
    from dabiao.core.search import install
    from dabiao.core.upkeep import triggers
    from dabiao.modules.customers.models import Customer
    from dabiao.modules.opportunities.models import Opportunity, Stage

    install.take_away()
    triggers.take_away()
    dice = random.Random(5)
    holders = _holders(company)
    customer = Customer.objects.create(name="云岚科技", created_at=NOW, updated_at=NOW)
    stages = list(Stage.objects.filter(pipeline__is_default=True, kind="open").order_by("position"))
    rows = []
    for n in range(deals // COPIES):
        unit, owner = dice.choice(holders)
        opened = NOW - timedelta(days=dice.random() * 200)
        rows.append(
            Opportunity(
                name=f"商机{n}",
                customer=customer,
                pipeline_id=stages[0].pipeline_id,
                stage=dice.choice(stages),
                evidenced_stage=(evidenced := dice.choice([None, *stages])),
                recorded_stage=dice.choice([None, evidenced]),
                stage_entered_at=opened,
                amount_minor=dice.randint(1, 10**8),
                expected_win_on=TODAY + timedelta(days=dice.randrange(-30, 150)),
                competitor_count=dice.choice([0, 0, 1, 2]),
                last_contact_at=NOW - timedelta(days=dice.random() * 90),
                owner_id=owner,
                unit_id=unit,
                created_at=opened,
                updated_at=NOW,
            )
        )
    made = Opportunity.objects.bulk_create(rows, batch_size=500)
    for number in range(1, COPIES):
        _copied(Opportunity, ("id",), made[-1].pk, number * 10 * deals)
    install.put_back()
    triggers.put_back()


def _measured(company: Any) -> list[dict[str, Any]]:
    from dabiao.core.actor import SYSTEM
    from dabiao.core.lists.keyset import PageRequest
    from dabiao.modules.forecasts.enums import ForecastSpan
    from dabiao.modules.forecasts.queries import outlook
    from dabiao.modules.forecasts.services import summing
    from dabiao.modules.opportunities import queries
    from dabiao.modules.opportunities.models import Opportunity

    actor = company["boss"].actor
    asked = PageRequest(limit=50)
    works = {
        "claims": lambda: queries.claims(actor=actor, now=NOW),
        "sums": lambda: queries.sums(filters={}, actor=actor, now=NOW),
        "gap filter": lambda: queries.listing(asked=asked, filters={"gap_min": 2}, actor=actor, now=NOW),
        "stuck filter": lambda: queries.listing(
            asked=asked, filters={"signal": ("stuck", TODAY)}, actor=actor, now=NOW
        ),
    }
    found = [{"what": name, **_took(work)} for name, work in works.items()]
    found += _boards(company)
    people = {"": actor, ", manager": company["manager"].actor}
    for way in ("stage", _timed()):
        show = partial(outlook.show, ForecastSpan.MONTH, way=way, actor=actor, now=NOW)
        found.append({"what": f"forecast {way}, every deal read", **_took(show)})
    began = process_time()
    settled = summing.settle(actor=SYSTEM, now=NOW)
    found.append(
        {"what": f"all sums of {settled} people made", "cpu_ms": round((process_time() - began) * 1000)}
    )
    for way in ("stage", "timing"):
        for who, asking in people.items():
            show = partial(outlook.show, ForecastSpan.MONTH, way=way, actor=asking, now=NOW)
            found.append({"what": f"forecast {way}{who}", **_took(show)})
    for owner_id in list(Opportunity.objects.order_by().values_list("owner_id", flat=True).distinct()[:20]):
        Opportunity.objects.filter(pk=Opportunity.objects.filter(owner_id=owner_id)[0].pk).update(pushes=9)
    show = partial(outlook.show, ForecastSpan.MONTH, actor=actor, now=NOW)
    found.append({"what": "forecast timing, deals of 20 people changed", **_took(show)})
    return found


def _boards(company: Any) -> list[dict[str, Any]]:
    """The board and its sums alone, every deal read, then from sums that are kept, then with deals of 20 people changed."""
    from dabiao.core.access import actors
    from dabiao.core.access.models import User
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.opportunities import queries
    from dabiao.modules.opportunities.models import Opportunity
    from dabiao.modules.opportunities.queries.stage_sums import Standing, terms
    from dabiao.modules.opportunities.services import stage_sums

    seller = actors.build(User.objects.get(login="s7"))
    people = {"boss": company["boss"].actor, "manager": company["manager"].actor, "salesperson": seller}
    found: list[dict[str, Any]] = []

    def sums(actor: Any) -> None:
        told = terms(NOW)
        Standing({}, told.laid.of(None), told, actor, ended_since=NOW - timedelta(days=26)).totals()

    def boards(how: str) -> None:
        for who, actor in people.items():
            board = partial(queries.board, actor=actor, now=NOW)
            sums(actor)  # how far sums are made is known from the last answer
            found.append({"what": f"board, {who}, {how}", **_took(board)})
            found.append({"what": f"its sums, {who}, {how}", **_took(partial(sums, actor))})

    boards("every deal read")
    began = process_time()
    settled = stage_sums.settle(actor=SYSTEM, now=NOW)
    took = round((process_time() - began) * 1000)
    found.append({"what": f"sums by stage of {settled} people made", "cpu_ms": took})
    boards("from sums")
    for owner_id in list(Opportunity.objects.order_by().values_list("owner_id", flat=True).distinct()[:20]):
        Opportunity.objects.filter(pk=Opportunity.objects.filter(owner_id=owner_id)[0].pk).update(
            amount_minor=1
        )
    boards("20 people changed")
    return found


def _timed() -> str:
    """When deals are won, as if it were learnt: what it takes to reckon with it, not what it is worth."""
    from dabiao.modules.forecasts.models import Timing
    from dabiao.modules.forecasts.rules import arriving, pace, timing

    names = ("percent", "in_stage", "quiet", "rivals", "pushes", "amount", "proofs")
    choices = {
        "stretch": {str(n): -0.1 * n for n in range(len(timing.EDGES))},
        "slip": {str(n): -0.2 * n for n in range(len(timing.SLIPS) + 1)},
        "aged": {str(n): -0.1 * n for n in range(len(timing.AGES) + 1)},
        "come": {f"{percent}:{soon}": 0.3 * percent for percent in range(6) for soon in range(3)},
    }
    learnt = timing.Timing(-3.5, choices, dict.fromkeys(names, (1.0, 20.0, 0.2)))
    steps = arriving.LONGEST // arriving.STEP + 1
    coming = arriving.Arriving(tuple(0.3 * n / steps for n in range(steps)), (10**6, 5 * 10**6, 10**7), 90)
    kept = pace.kept(pace.Pace(learnt, coming))
    Timing.objects.create(artefact=kept, in_use=True, trained_at=NOW, horizon_days=0, why="better")
    return "timing"


def _took(work: Any) -> dict[str, float]:
    """Milliseconds of this process's CPU for the whole, and for its statements alone, sent and fetched once more as they were;
    on SQLite that holds the database's own work, on PostgreSQL only ours."""
    from django.db import connection

    said: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SELECT", "(SELECT")):  # and not what begins the reading of one moment
            said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()

    def statements() -> None:
        with connection.cursor() as cursor:
            for sql, params in said:
                cursor.execute(sql, params)
                cursor.fetchall()

    whole, own = _cpu(work), _cpu(statements)
    return {"cpu_ms": whole, "statements_ms": own, "times": round(whole / own, 2) if own else 0.0}


def _cpu(work: Any) -> float:
    def once() -> float:
        began = process_time()
        work()
        return (process_time() - began) * 1000

    times = TIMES if once() < SLOW_MS else 2
    return round(median(once() for _ in range(times)), 1)


def _table(runs: list[dict[str, Any]]) -> str:
    lines = [f"{one['database']:<12} {_line(row)}" for one in runs for row in one["rows"]]
    return "\n".join(lines)


def _line(row: dict[str, Any]) -> str:
    own = f"statements {row['statements_ms']:>9} ms: {row['times']} times" if "times" in row else ""
    return f"{row['what']:<48} {row['cpu_ms']:>9} ms {own}".rstrip()


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
