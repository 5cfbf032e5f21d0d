"""Handlers by name. Filled when the `jobs` module of every installed app is imported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from dabiao.core.events.attempts import Report

if TYPE_CHECKING:
    from dabiao.core.timers.running import JobRun

TimerHandler = Callable[[Any, datetime], None]
JobHandler = Callable[["JobRun"], dict[str, Any] | None]
Work = Callable[[datetime], Report]
T = TypeVar("T", bound=TimerHandler)
W = TypeVar("W", bound=Work)
J = TypeVar("J", bound=JobHandler)

_timers: dict[str, TimerHandler] = {}
_periods: dict[str, timedelta] = {}
_jobs: dict[str, JobHandler] = {}


@dataclass(frozen=True, slots=True)
class Steady:
    """Work that comes in by its own table, a batch at a time."""

    due: Callable[[datetime], bool]
    work: Work


_steady: dict[str, Steady] = {}


def timer(name: str) -> Callable[[T], T]:
    """Register `handler(payload, now)`. It touches only the database, and finds nothing to do when its reason
    is gone.
    """
    return _into(_timers, name)


def every(seconds: float, name: str) -> Callable[[T], T]:
    """Register `handler(payload, now)` to run every so many seconds; `payload` is empty. Missed rounds are
    not made up.
    """

    def register(handler: T) -> T:
        _into(_timers, name)(handler)
        _periods[name] = timedelta(seconds=seconds)
        return handler

    return register


def job(kind: str) -> Callable[[J], J]:
    """Register `handler(run: JobRun) -> result`. It may be started again at any point and goes on from
    `run.checkpoint`.
    """
    return _into(_jobs, kind)


def steady(name: str, *, due: Callable[[datetime], bool]) -> Callable[[W], W]:
    """Register `work(now) -> Report`, called by every worker whenever `due(now)`, before deliveries and timers.

    It does a batch of a few tens of milliseconds in transactions of its own, shares the work with other workers by locks that
    are skipped, and keeps what it cannot do for later: an error it raises would stop nothing but this round.
    """

    def register(work: W) -> W:
        if name in _steady:
            raise TypeError(
                f"{name} is already {_steady[name].work.__module__}.{_steady[name].work.__qualname__}"
            )
        _steady[name] = Steady(due, work)
        return work

    return register


def steadies() -> Mapping[str, Steady]:
    return MappingProxyType(_steady)


def _into(handlers: dict[str, Any], name: str) -> Callable[[Any], Any]:
    def register(handler: Any) -> Any:
        if name in handlers:
            raise TypeError(f"{name} is already {handlers[name].__module__}.{handlers[name].__qualname__}")
        handlers[name] = handler
        return handler

    return register


def timer_handler(name: str) -> TimerHandler:
    """Raises LookupError when this program has no such timer."""
    return _find(_timers, name, "timer")


def job_handler(kind: str) -> JobHandler:
    """Raises LookupError when this program has no such job."""
    return _find(_jobs, kind, "job")


def periods() -> Mapping[str, timedelta]:
    return MappingProxyType(_periods)


def _find(handlers: dict[str, Any], name: str, what: str) -> Any:
    if name not in handlers:
        raise LookupError(f"no {what} is registered as {name}")
    return handlers[name]
