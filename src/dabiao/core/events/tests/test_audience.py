from dabiao.core.events.audience import audience_of
from dabiao.core.events.tests.samples import Door


def test_the_audience_names_who_held_a_record_before_and_after() -> None:
    assert audience_of([Door(1, owner_id=8, unit_id=80, version=4)], [(7, 70)]) == [
        {"kind": "door", "id": 1, "version": 4, "owner_ids": [7, 8], "unit_ids": [70, 80]}
    ]


def test_an_unchanged_holder_is_named_once() -> None:
    assert audience_of([Door(1, 7, 70)], [(7, 70)]) == [
        {"kind": "door", "id": 1, "version": 1, "owner_ids": [7], "unit_ids": [70]}
    ]


def test_a_pool_row_is_held_by_its_unit_alone() -> None:
    assert audience_of([Door(1, None, 70)], []) == [
        {"kind": "door", "id": 1, "version": 1, "owner_ids": [None], "unit_ids": [70]}
    ]


def test_a_record_named_by_id_has_no_holders() -> None:
    assert audience_of([("door", 1)], []) == [
        {"kind": "door", "id": 1, "version": None, "owner_ids": [], "unit_ids": []}
    ]


def test_previous_holders_belong_to_the_subjects_in_their_order() -> None:
    found = audience_of([Door(1, 7, 70), Door(2, 8, 80), Door(3, 9, 90)], [None, (5, 50)])
    assert [entry["owner_ids"] for entry in found] == [[7], [5, 8], [9]]


def test_a_record_named_twice_has_one_entry() -> None:
    assert [entry["version"] for entry in audience_of([("door", 1), Door(1, 7, 70, version=2)], [])] == [2]
