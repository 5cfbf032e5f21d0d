from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, ClassVar

import pytest
from pydantic_core import PydanticSerializationError

from dabiao.core.events.facts import Fact, fact_of, registered

SHANGHAI = timezone(timedelta(hours=8))


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Painted(Fact):
    kind: ClassVar[str] = "test.painted"
    colour: Colour
    at: datetime
    on: date
    by: int | None = None
    changes: dict[str, list[Any]] | None = None


AT = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)


def test_a_fact_is_stored_as_plain_json() -> None:
    fact = Painted(Colour.RED, AT, date(2026, 3, 2), by=7, changes={"colour": [None, Colour.RED]})
    assert fact.to_data() == {
        "colour": "red",
        "at": "2026-03-02T01:30:00Z",
        "on": "2026-03-02",
        "by": 7,
        "changes": {"colour": [None, "red"]},
    }


def test_a_stored_fact_comes_back_equal() -> None:
    fact = Painted(Colour.RED, AT.astimezone(UTC), date(2026, 3, 2))
    assert fact_of("test.painted", fact.to_data()) == fact


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"test\.painted\.at has no time zone"):
        Painted(Colour.RED, datetime(2026, 3, 2), date(2026, 3, 2)).to_data()  # noqa: DTZ001 - the mistake itself


def test_a_field_that_is_not_what_it_declares_is_refused() -> None:
    with pytest.raises(PydanticSerializationError):
        Painted("reddish", AT, date(2026, 3, 2)).to_data()  # type: ignore[arg-type]


def test_a_fact_stored_before_a_field_was_added_or_removed_is_still_read() -> None:
    stored = {"colour": "red", "at": "2026-03-02T01:30:00Z", "on": "2026-03-02", "smell": "none"}
    assert fact_of("test.painted", stored) == Painted(Colour.RED, AT.astimezone(UTC), date(2026, 3, 2))


def test_two_facts_cannot_share_a_kind() -> None:
    with pytest.raises(TypeError, match=r"test\.painted is already .*\.Painted"):

        class Repainted(Fact):
            kind: ClassVar[str] = "test.painted"

    assert registered()["test.painted"] is Painted


def test_an_unknown_kind_has_no_fact() -> None:
    with pytest.raises(LookupError, match=r"no fact is registered for test\.unheard_of"):
        fact_of("test.unheard_of", {})
