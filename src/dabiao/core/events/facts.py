"""Facts: frozen dataclasses in the past tense, and the registry that knows the dataclass of every kind."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, ClassVar, Self

from pydantic import TypeAdapter

_facts: dict[str, type["Fact"]] = {}
_adapters: dict[type["Fact"], TypeAdapter[Any]] = {}


class Fact:
    """Base of every fact. A subclass is a frozen dataclass naming its `kind`, e.g. `lead.assigned`.

    Stored facts outlive the code that wrote them: a field added later needs a default, a field removed is
    ignored.
    """

    kind: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "kind" in cls.__dict__:
            _register(cls)

    def to_data(self) -> dict[str, Any]:
        """The fields as JSON: times in UTC with `Z`, dates ISO, enums by value.

        Raises PydanticSerializationError when a field holds something else than it declares, ValueError on a
        naive time.
        """
        data: dict[str, Any] = _adapter(type(self)).dump_python(_in_utc(self), mode="json", warnings="error")
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The fact that `to_data` stored."""
        fact: Self = _adapter(cls).validate_python(dict(data))
        return fact


def _register(fact: type[Fact]) -> None:
    """Raises TypeError when two facts claim one kind. (`slots=True` builds one class twice.)"""
    other = _facts.get(fact.kind)
    if other is not None and (other.__module__, other.__qualname__) != (fact.__module__, fact.__qualname__):
        raise TypeError(f"{fact.kind} is already {other.__module__}.{other.__qualname__}")
    _facts[fact.kind] = fact


def registered() -> Mapping[str, type[Fact]]:
    """Every known kind and its dataclass."""
    return MappingProxyType(_facts)


def fact_of(kind: str, data: Mapping[str, Any]) -> Fact:
    """The fact behind a stored event. Raises LookupError for a kind this program does not know."""
    if kind not in _facts:
        raise LookupError(f"no fact is registered for {kind}")
    return _facts[kind].from_data(data)


def _adapter(fact: type[Fact]) -> TypeAdapter[Any]:
    if fact not in _adapters:
        _adapters[fact] = TypeAdapter(fact)
    return _adapters[fact]


def _in_utc(fact: Fact) -> Fact:
    moved = {}
    for field in fields(fact):  # type: ignore[arg-type]  # subclasses are dataclasses; the base alone is not
        value = getattr(fact, field.name)
        if isinstance(value, datetime) and value.tzinfo is not UTC:
            if value.tzinfo is None:
                raise ValueError(f"{fact.kind}.{field.name} has no time zone")
            moved[field.name] = value.astimezone(UTC)
    return replace(fact, **moved) if moved else fact  # type: ignore[type-var]
