"""A worker with work that takes its time, run by the crash tests as a process of its own.

`work` runs the worker and says on stdout what it is in the middle of; `drain` finishes everything and
prints the effects that the database holds, each behind `= `.
"""

import os
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

import django

django.setup()

from django.db import transaction  # noqa: E402

from dabiao.core.actor import SYSTEM  # noqa: E402
from dabiao.core.events.facts import Fact  # noqa: E402
from dabiao.core.events.handlers import after_commit  # noqa: E402
from dabiao.core.events.models import Event  # noqa: E402
from dabiao.core.events.services import record  # noqa: E402
from dabiao.core.timers import clock, leases, worker  # noqa: E402
from dabiao.core.timers.registry import job, timer  # noqa: E402
from dabiao.core.timers.running import JobRun  # noqa: E402
from dabiao.core.timers.services import enqueue, schedule  # noqa: E402

ITEMS = 6


@dataclass(frozen=True)
class Asked(Fact):
    kind: ClassVar[str] = "doomed.asked"
    number: int


@dataclass(frozen=True)
class Done(Fact):
    kind: ClassVar[str] = "doomed.done"
    what: str


def take_time(what: str, now: datetime) -> None:
    """The effect comes first, so that a kill finds it written but not committed."""
    record(Done(what), actor=SYSTEM, now=now)
    os.write(1, f"{what}\n".encode())  # one write, since two threads speak
    time.sleep(0.1)


@after_commit(Asked)
def answer(fact: Asked, event: Event, now: datetime) -> None:
    take_time(f"delivery {fact.number}", now)


@timer("doomed.ring")
def ring(payload: Any, now: datetime) -> None:
    take_time(f"timer {payload['number']}", now)


@job("doomed.copy")
def copy(run: JobRun) -> None:
    for number in range(run.checkpoint or 0, ITEMS):
        with transaction.atomic():
            take_time(f"chunk {number}", run.now())
            run.checkpoint = number + 1
            run.progress(number + 1, ITEMS)


def prepare() -> None:
    now = clock.read()
    with transaction.atomic():
        for number in range(ITEMS):
            record(Asked(number), ("door", number), actor=SYSTEM, now=now)
            schedule(f"bell {number}", now, "doomed.ring", {"number": number})
        enqueue("doomed.copy", {}, SYSTEM, now)


def drain() -> None:
    worker.drain(clock.read() + leases.LEASE + timedelta(seconds=1))
    for data in Event.objects.filter(kind=Done.kind).values_list("data", flat=True):
        print("=", data["what"])  # noqa: T201


if __name__ == "__main__":
    {"prepare": prepare, "work": worker.run_forever, "drain": drain}[sys.argv[1]]()
