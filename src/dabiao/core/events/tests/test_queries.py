from datetime import timedelta

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Invalid
from dabiao.core.events.queries import audit, timeline
from dabiao.core.events.services import record
from dabiao.core.events.tests.samples import MEI, NOW, Knocked, Opened

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_a_timeline_tells_what_happened_to_one_record_newest_first() -> None:
    first = record(Knocked(2), ("door", 1), actor=MEI, now=NOW)
    record(Knocked(9), ("door", 2), actor=MEI, now=NOW)
    second = record(Opened(), ("door", 1), ("house", 5), actor=SYSTEM, now=LATER)
    assert timeline("door", 1) == {
        "items": [
            {
                "id": second.pk,
                "at": "2026-03-02T02:00:00.000Z",
                "kind": "test.opened",
                "actor_id": None,
                "actor_name": "system",
                "via": "system",
                "data": {},
            },
            {
                "id": first.pk,
                "at": "2026-03-02T01:00:00.000Z",
                "kind": "test.knocked",
                "actor_id": 7,
                "actor_name": "Mei",
                "via": "web",
                "data": {"times": 2},
            },
        ],
        "next": None,
    }


def test_the_pages_of_a_timeline_hold_everything_once() -> None:
    events = [record(Knocked(times), ("door", 1), actor=MEI, now=NOW).pk for times in range(5)]
    found, cursor = [], ""
    while True:
        page = timeline("door", 1, cursor=cursor, limit=2)
        found.append([item["id"] for item in page["items"]])
        if page["next"] is None:
            break
        cursor = page["next"]
    assert found == [[events[4], events[3]], [events[2], events[1]], [events[0]]]


def test_an_audit_entry_names_every_record_it_concerns() -> None:
    event = record(Knocked(), ("house", 5), ("door", 1), actor=MEI, now=NOW)
    assert audit()["items"] == [
        {
            "id": event.pk,
            "at": "2026-03-02T01:00:00.000Z",
            "kind": "test.knocked",
            "actor_id": 7,
            "actor_name": "Mei",
            "via": "web",
            "address": "10.0.0.7",
            "data": {"times": 1},
            "subjects": [{"kind": "door", "id": 1}, {"kind": "house", "id": 5}],
        }
    ]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["late", "by_system", "early"]),
        ({"actor_id": 7}, ["late", "early"]),
        ({"via": "system"}, ["by_system"]),
        ({"kind": "test.opened"}, ["late"]),
        ({"subject_kind": "door"}, ["by_system", "early"]),
        ({"subject_kind": "door", "subject_id": 2}, ["by_system"]),
        ({"since": LATER}, ["late"]),
        ({"until": LATER}, ["by_system", "early"]),
        ({"actor_id": 8}, []),
    ],
)
def test_the_audit_trail_is_narrowed_by(filters: dict, expected: list[str]) -> None:
    names = {
        record(Knocked(), ("door", 1), actor=MEI, now=NOW).pk: "early",
        record(Knocked(), ("door", 2), actor=SYSTEM, now=NOW).pk: "by_system",
        record(Opened(), ("house", 5), actor=MEI, now=LATER).pk: "late",
    }
    assert [names[item["id"]] for item in audit(**filters)["items"]] == expected


def test_the_pages_of_the_audit_trail_hold_everything_once_also_at_one_instant() -> None:
    events = [record(Knocked(times), ("door", 1), actor=MEI, now=NOW).pk for times in range(5)]
    earlier = record(Knocked(), actor=MEI, now=NOW - timedelta(microseconds=1)).pk
    found, cursor = [], ""
    while True:
        page = audit(cursor=cursor, limit=2)
        found += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = page["next"]
    assert found == [*reversed(events), earlier]


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "²", "9" * 30])
def test_a_timeline_cursor_that_no_page_gave_out_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        timeline("door", 1, cursor=cursor)
    assert refused.value.code == "lists.bad_cursor"


@pytest.mark.parametrize("cursor", ["x", "-1", "1.", ".1", "9" * 18 + ".1", "1.1.1"])
def test_an_audit_cursor_that_no_page_gave_out_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        audit(cursor=cursor)
    assert refused.value.code == "lists.bad_cursor"


@pytest.mark.parametrize("count", [1, 3])
def test_reading_takes_the_same_few_statements_however_much_there_is(
    count: int, django_assert_num_queries
) -> None:
    for _ in range(count):
        record(Knocked(), ("door", 1), actor=MEI, now=NOW)
    with django_assert_num_queries(2):
        timeline("door", 1)
    with django_assert_num_queries(2):
        audit(subject_kind="door", subject_id=1)
