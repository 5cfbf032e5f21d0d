"""What `bench.dispatch` measures, in a process that has its database for its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Event, Thread
from time import perf_counter, process_time, sleep
from typing import Any

from bench._clocks import far_off, running

TEAMS, PER_TEAM, RULES = 10, 20, 20
REGIONS = ("华东", "华南", "华北", "西南", "东北", "华中", "西北", "港澳", "海外", "其他")
STRATEGIES = ("round_robin", "weighted", "least_loaded", "tag_match")
ALL_DAY = {"days": "all", "spans": [["00:00", "24:00"]]}


@dataclass(frozen=True)
class World:
    """Who receives leads: two hundred people in ten teams, and twenty rules about them."""

    actor: Any
    people: tuple[int, ...]


def world() -> World:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from dabiao.config.settled import settle
    from dabiao.core.access.models import User
    from dabiao.modules.dispatch.models import Policy
    from dabiao.modules.org.models import Employee
    from dabiao.testing.people import NOW, make_company, make_unit

    company = make_company()
    teams = [make_unit(f"销售{n}组", "team", company.root) for n in range(TEAMS)]
    users = User.objects.bulk_create(
        User(login=f"seller{n}", name=f"销售{n}", password="!", created_at=NOW)
        for n in range(TEAMS * PER_TEAM)
    )
    Employee.objects.bulk_create(
        Employee(
            user=user,
            unit=teams[n % TEAMS],
            level="SABCD"[n % 5],
            base_level="SABCD"[n % 5],
            hired_on=date(2025, 1, 6),
            daily_capacity=1_000_000,
            created_at=NOW,
            updated_at=NOW,
        )
        for n, user in enumerate(users)
    )
    Policy.objects.update_or_create(pk=1, defaults={"working": ALL_DAY, "updated_at": NOW})
    _rules(teams, NOW)
    settle()  # as a worker does
    return World(company["ops"].actor, tuple(user.pk for user in users))


def _rules(teams: list[Any], now: datetime) -> None:
    """Two for each region by source, the last for all that is left over; every strategy among them."""
    from dabiao.modules.dispatch.models import Rule

    for n in range(RULES - 1):
        region = {"field": "region", "op": "is", "value": REGIONS[n // 2]}
        source = {"field": "source", "op": "is" if n % 2 else "is_not", "value": "advert"}
        Rule.objects.create(
            name=f"规则{n}",
            place=n,
            condition={"all": [region, source]},
            candidates={"units": [teams[n // 2].pk]},
            strategy=STRATEGIES[n % 4],
            weights={"S": 5, "A": 4, "B": 3, "C": 2, "D": 1},
            hours="always",
            cap_hour=1_000_000,
            created_at=now,
            updated_at=now,
        )
    everybody = {"units": [team.pk for team in teams]}
    Rule.objects.create(
        name="其余", place=RULES, candidates=everybody, hours="always", created_at=now, updated_at=now
    )


def items(count: int, start: int) -> list[dict[str, Any]]:
    """Leads as they come in, each with a phone of its own; nobody has them."""
    return [
        {
            "name": f"客户{n}",
            "phone": f"+86138{n:08d}",
            "region": REGIONS[n % len(REGIONS)],
            "source": "advert" if n % 3 else "form",
            "grade": "ABCD"[n % 4],
            "owner_id": None,
        }
        for n in range(start, start + count)
    ]


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """Seconds by the clock and of our own processor time."""
    found: dict[str, float] = {}
    began = perf_counter(), process_time()
    yield found
    found["s"], found["cpu_s"] = perf_counter() - began[0], process_time() - began[1]


def batch(people: World, count: int) -> dict[str, Any]:
    """So many at once: received with identity and events, then decided with ledger and clocks."""
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.dispatch.models import Case
    from dabiao.modules.dispatch.services import deciding
    from dabiao.modules.leads import services as leads

    now = datetime.now(UTC)
    with measured() as receiving:
        for start in range(0, count, 500):
            leads.receive_many(items=items(min(500, count - start), start), actor=people.actor, now=now)
    deciding.beat(actor=SYSTEM, now=now)
    with measured() as giving:
        while deciding.decide_waiting(actor=SYSTEM, now=now + timedelta(seconds=1)).done:
            pass
    left = Case.objects.filter(state="waiting").count()
    if left:
        raise SystemExit(f"{left} of {count} were given to nobody")
    copied = _copied(count)
    seconds = receiving["s"] + giving["s"]
    return {
        "batch_leads_per_s": count / seconds,
        "batch_ratio_to_copy": (count / copied) / (count / seconds),
        "received_per_s": count / receiving["s"],
        "decided_per_s": count / giving["s"],
        "receiving_cpu_s": receiving["cpu_s"],
        "deciding_cpu_s": giving["cpu_s"],
        "copy_per_s": count / copied,
    }


def _copied(count: int) -> float:
    """Seconds in which the same rows come into a table of the same shape by COPY: the least that keeping them can cost."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_copy (LIKE leads_lead INCLUDING ALL)")
        cursor.execute("SELECT * FROM leads_lead ORDER BY id LIMIT %s", [count])
        rows = cursor.fetchall()
        from psycopg.types.json import Jsonb

        plain = [tuple(Jsonb(one) if isinstance(one, dict | list) else one for one in row) for row in rows]
        began = perf_counter()
        with cursor.cursor.copy("COPY bench_copy FROM STDIN") as copy:
            for row in plain:
                copy.write_row(row)
        took = perf_counter() - began
        cursor.execute("DROP TABLE bench_copy")
    return took


class Worker:
    """A real worker in a process of its own, on the same database; ends with the block."""

    def __enter__(self) -> "Worker":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dabiao.config.cli", "worker"], env=os.environ.copy()
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=60)


class Givings(Thread):
    """Hears, at the moment of the commit, which leads were given to somebody."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        from dabiao.core.events import channel

        self.at: dict[int, float] = {}
        self._listener = channel.listen(channel.EVENTS)
        self._over = Event()

    def run(self) -> None:
        while not self._over.is_set():
            for message in self._listener.notifies(timeout=0.2):
                self._hear(json.loads(message.payload), perf_counter())

    def _hear(self, message: dict[str, Any], at: float) -> None:
        for one in message.get("audience", ()):
            if one["kind"] == "lead" and one["owner_ids"] and one["owner_ids"][-1] is not None:
                self.at.setdefault(one["id"], at)

    def end(self) -> None:
        self._over.set()
        self.join()
        self._listener.close()


def fed(people: World, *, per_s: float, seconds: float, start: int) -> list[float]:
    """Milliseconds from each arrival (its transaction is over) until somebody has the lead; one at a time, at this pace."""
    from dabiao.core.errors import DomainError
    from dabiao.modules.leads import services as leads

    hears = Givings()
    hears.start()
    arrived: dict[int, float] = {}
    began = perf_counter()
    for n in range(int(per_s * seconds)):
        sleep(max(0.0, began + n / per_s - perf_counter()))
        (lead,) = leads.receive_many(items=items(1, start + n), actor=people.actor, now=datetime.now(UTC))
        if isinstance(lead, DomainError):
            raise lead
        arrived[lead.made.pk] = perf_counter()
    until = perf_counter() + 60
    while not arrived.keys() <= hears.at.keys() and perf_counter() < until:
        sleep(0.1)
    hears.end()
    if missing := len(arrived.keys() - hears.at.keys()):
        raise SystemExit(f"{missing} leads were given to nobody within a minute")
    return sorted(max(0.0, hears.at[id] - at) * 1_000 for id, at in arrived.items())


def at(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


def single(people: World, seconds: float) -> dict[str, Any]:
    """Fifty leads in a second, each by itself, with one worker."""
    with Worker():
        sleep(3)
        waits = fed(people, per_s=50, seconds=seconds, start=10_000_000)
    return {"single_p50_ms": at(waits, 0.5), "single_p99_ms": at(waits, 0.99), "single_leads": len(waits)}


def _analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def timers(people: World, pending: int, seconds: float) -> dict[str, Any]:
    """Two hundred warnings due in every second, among so many clocks that are not due yet."""
    from dabiao.modules.dispatch.models import Case, Stint
    from dabiao.modules.leads.models import Lead

    Case.objects.exclude(next_at=None).update(
        next_at=None
    )  # clocks that earlier parts started come due just now
    far_off(people.people, pending)
    _analyze()
    count = int(200 * seconds)
    first = datetime.now(UTC) + timedelta(seconds=15 + count / 1_000)
    before = Lead.objects.latest("pk").pk
    running(people.people, count, first=first, per_s=200, responding=True, start=pending)
    with Worker():
        sleep(max(0.0, (first - datetime.now(UTC)).total_seconds()) + seconds)
        mine = Stint.objects.filter(lead_id__gt=before)  # not what earlier parts left behind
        until = perf_counter() + 120
        while mine.filter(warned_at=None).exists() and perf_counter() < until:
            sleep(0.5)
    rows = mine.values_list("warn_at", "warned_at")
    late = sorted(
        (warned - due).total_seconds() for due, warned in rows if due is not None and warned is not None
    )
    return {
        "timer_lateness_p50_s": at(late, 0.5),
        "timer_lateness_p99_s": at(late, 0.99),
        "timers_fired": len(late),
        "timers_missing": count - len(late),
        "timers_pending": pending,
    }


def storm(people: World, count: int) -> dict[str, Any]:
    """So many breaches at once, while five new leads come in every second."""
    from dabiao.modules.dispatch.models import Breach

    first = datetime.now(UTC) - timedelta(seconds=1)
    running(people.people, count, first=first, per_s=1e9, responding=False, start=90_000_000)
    _analyze()
    before = Breach.objects.count()
    with Worker():
        began = perf_counter()
        while Breach.objects.count() == before:
            sleep(0.02)
        waits = fed(people, per_s=5, seconds=max(5.0, count / 400), start=20_000_000)
        while Breach.objects.count() - before < count:
            sleep(0.1)
        took = perf_counter() - began
    return {
        "breaches_per_s": count / took,
        "new_lead_p99_ms_during_storm": at(waits, 0.99),
        "storm_breaches": count,
    }


def main(argv: list[str]) -> int:
    batch_size, seconds, pending, breaches = (int(one) for one in argv)
    people = world()
    found: dict[str, Any] = {}
    for part in (
        lambda: batch(people, batch_size),
        lambda: single(people, seconds),
        lambda: storm(people, breaches),
        lambda: timers(people, pending, seconds),
    ):
        found |= part()
        print(json.dumps(found), file=sys.stderr, flush=True)  # what stands, should a later part be cut off
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
