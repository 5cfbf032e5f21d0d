"""The worker process: deliveries and timers in the main thread, jobs in their own threads."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from dabiao.core.events import pump
from dabiao.core.events.attempts import Report
from dabiao.core.timers import clock, firing, leases, running
from dabiao.core.timers.registry import steadies
from dabiao.core.timers.waker import Waker

logger = logging.getLogger(__name__)

JOB_THREADS = 2
URGENT_THREADS = 1  # never held up by an import or an export
SHORTEST_SLEEP, LONGEST_SLEEP = 0.02, 0.5  # seconds
LONGEST_OUTAGE_WAIT = 10.0  # seconds between attempts while the database is away
GRACE = 8.0  # seconds that running jobs have to reach their next step when the process is told to stop
PERIODICS_EVERY = timedelta(minutes=1)
ROUNDS = 100_000  # of draining; far beyond any honest backlog


def run_forever(stop_event: Event | None = None) -> None:
    """Work until `stop_event` is set or the process gets SIGTERM or SIGINT; the item in hand is finished
    first.
    """
    Worker(stop_event or Event()).run()


def tick(now: datetime | None = None) -> int:
    """One round in this thread: due deliveries, due timers, one job. Returns how many items were taken up."""
    return _round(now).done


def drain(now: datetime | None = None, *, tolerant: bool = False) -> int:
    """Run everything that is due until nothing is left; returns how many items that were.

    With `now` everything runs at that moment (replays, tests) and the kept clock is left alone. Handlers'
    errors are raised together at the end as an ExceptionGroup, unless `tolerant`: then what failed waits for
    its next attempt.
    """
    report = Report()
    for _ in range(ROUNDS):
        this = _round(now)
        report += this
        if not this.done:
            break
    else:
        raise RuntimeError(f"still work to do after {ROUNDS} rounds: a handler keeps making more")
    if report.errors and not tolerant:
        raise ExceptionGroup("handlers failed", report.errors)
    return report.done


def _round(now: datetime | None) -> Report:
    moment = now or clock.read()
    report = _deliver_and_fire(moment, keep=now is None)
    report += running.run_next(moment, at=now)
    return report


def _deliver_and_fire(now: datetime, *, keep: bool) -> Report:
    """The kept clock is raised, in a transaction of its own, before anything is done by it."""
    waiting = [one for one in steadies().values() if one.due(now)]
    if not (waiting or pump.is_due(now) or firing.is_due(now)):
        return Report()
    if keep:
        now = clock.current(now)
    report = Report()
    for one in waiting:
        report += one.work(now)
    report += pump.deliver_due(now)
    report += firing.fire_due(now)
    return report


class Worker:
    """Keeps going through errors and outages of the database; stops between two items."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._asked_to_stop = False
        self._jobs_due = Event()
        self._urgent_due = Event()
        self._periodics_at: datetime | None = None

    def run(self) -> None:
        restore = _on_signals(self._ask_to_stop)
        threads = [
            Thread(target=self._in_loop, args=(partial(self._run_jobs, urgent),), name=name, daemon=True)
            for name, urgent in _lanes()
        ]
        for thread in threads:
            thread.start()
        try:
            self._in_loop(self._keep_time)
        finally:
            self._stop.set()
            self._jobs_due.set()
            self._urgent_due.set()
            for thread in threads:
                thread.join(timeout=GRACE / len(threads))
            restore()

    def _ask_to_stop(self) -> None:
        """From a signal handler, which may interrupt this very thread inside a lock of the event's: so it
        only leaves word.
        """
        self._asked_to_stop = True

    def _ends(self) -> bool:
        if self._asked_to_stop:
            self._stop.set()
        return self._stop.is_set()

    def _in_loop(self, work: Callable[[], None]) -> None:
        """Run `work` again and again, waiting longer after each failure in a row."""
        failures = 0
        while not self._ends():
            try:
                work()
                failures = 0
            except Exception as error:
                failures += 1
                away = isinstance(error, OperationalError | InterfaceError)
                logger.error("the worker stumbled and goes on: %s", error, exc_info=not away)
                self._stop.wait(min(0.1 * 2 ** min(failures, 10), LONGEST_OUTAGE_WAIT))
            finally:
                connections.close_all()

    def _keep_time(self) -> None:
        sleep = SHORTEST_SLEEP
        with Waker(self._stop) as waker:
            while not self._ends():
                close_old_connections()
                done = self._beat()
                sleep = SHORTEST_SLEEP if done else min(sleep * 2, LONGEST_SLEEP)
                if not done:
                    waker.wait(sleep)

    def _beat(self) -> int:
        now = clock.read()
        if self._periodics_at is None or now - self._periodics_at >= PERIODICS_EVERY:
            firing.ensure_periodic(now)
            self._periodics_at = now
        if leases.is_due(now):
            self._jobs_due.set()
            self._urgent_due.set()
        return _deliver_and_fire(now, keep=True).done

    def _run_jobs(self, urgent: bool) -> None:
        due = self._urgent_due if urgent else self._jobs_due
        while not self._stop.is_set():
            close_old_connections()
            if not running.run_next(clock.read(), stopping=self._stop, urgent=urgent).done:
                due.wait(LONGEST_SLEEP * 4)
                due.clear()


def _lanes() -> list[tuple[str, bool]]:
    """(name, whether it does urgent jobs alone) of each thread for jobs."""
    return [(f"jobs-{number}", False) for number in range(JOB_THREADS)] + [
        (f"urgent-{number}", True) for number in range(URGENT_THREADS)
    ]


def _on_signals(ask_to_stop: Callable[[], None]) -> Callable[[], None]:
    """Call on SIGTERM and SIGINT; returns what puts the previous handlers back. Only a main thread may."""
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    before = {
        number: signal.signal(number, lambda *_: ask_to_stop()) for number in (signal.SIGTERM, signal.SIGINT)
    }

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    return restore
