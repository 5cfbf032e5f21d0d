"""Handlers by name. Filled when the `jobs` module of every installed app is imported."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dabiao.core.timers.running import JobRun

TimerHandler = Callable[[Any, datetime], None]
JobHandler = Callable[["JobRun"], dict[str, Any] | None]
T = TypeVar("T", bound=TimerHandler)
J = TypeVar("J", bound=JobHandler)

_timers: dict[str, TimerHandler] = {}
_periods: dict[str, timedelta] = {}
_jobs: dict[str, JobHandler] = {}


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
