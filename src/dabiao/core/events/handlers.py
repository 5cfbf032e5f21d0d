"""Who reacts to which fact. Filled when the `reactions` module of every installed app is imported."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from dabiao.core.events.facts import Fact

if TYPE_CHECKING:
    from dabiao.core.events.models import Event

Handler = Callable[[Any, "Event", datetime], None]
ManyHandler = Callable[[Sequence[tuple[Any, "Event"]], datetime], None]
Wanted = Callable[[Any], bool]
H = TypeVar("H", bound=Callable[..., None])

_inline: dict[str, list[Handler]] = {}
_inline_many: dict[str, list[ManyHandler]] = {}
_after_commit: dict[str, dict[str, Handler]] = {}
_wanted: dict[tuple[str, str], Wanted] = {}


def inline(*facts: type[Fact]) -> Callable[[H], H]:
    """Run `handler(fact, event, now)` in the writer's own transaction; an error undoes the writer's change
    with it.
    """

    def register(handler: H) -> H:
        for fact in facts:
            _inline.setdefault(fact.kind, []).append(handler)
        return handler

    return register


def inline_many(*facts: type[Fact]) -> Callable[[H], H]:
    """As `inline`, called once for all facts of these kinds that are written down together:
    `handler([(fact, event), …], now)`, in their order, after the inline handlers of each.
    """

    def register(handler: H) -> H:
        for fact in facts:
            _inline_many.setdefault(fact.kind, []).append(handler)
        return handler

    return register


def after_commit(*facts: type[Fact], name: str = "", when: Wanted | None = None) -> Callable[[H], H]:
    """Run `handler(fact, event, now)` in the worker, once, in one transaction with the deletion of its
    delivery. With `when` only facts for which that is true are delivered.

    `name` is stored with every delivery and defaults to the function's path; give one when a handler is
    renamed while deliveries may be waiting. Raises TypeError when a kind already has a handler of that name.
    """

    def register(handler: H) -> H:
        known_as = name or _name_of(handler)
        for fact in facts:
            handlers = _after_commit.setdefault(fact.kind, {})
            if known_as in handlers:
                raise TypeError(f"{fact.kind} already has a handler {known_as}")
            handlers[known_as] = handler
            if when is not None:
                _wanted[fact.kind, known_as] = when
        return handler

    return register


def _name_of(handler: Callable[..., None]) -> str:
    path = f"{handler.__module__}.{handler.__qualname__}"
    return path.removeprefix("dabiao.").removeprefix("modules.")


def inline_handlers(kind: str) -> Sequence[Handler]:
    """In the order in which they were registered."""
    return _inline.get(kind, ())


def inline_many_handlers(kind: str) -> Sequence[ManyHandler]:
    """In the order in which they were registered."""
    return _inline_many.get(kind, ())


def receivers_of(fact: Fact) -> Sequence[str]:
    """The names of the after-commit handlers that want this fact."""
    names = _after_commit.get(fact.kind, ())
    return [name for name in names if (wanted := _wanted.get((fact.kind, name))) is None or wanted(fact)]


def after_commit_handlers(kind: str) -> Mapping[str, Handler]:
    return _after_commit.get(kind, {})


def handler_named(kind: str, name: str) -> Handler:
    """Raises LookupError for a handler this program lacks (renamed, removed, or not yet deployed here)."""
    found = after_commit_handlers(kind).get(name)
    if found is None:
        raise LookupError(f"{kind} has no handler {name}")
    return found
