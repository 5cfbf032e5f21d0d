from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dabiao.core.actor import Actor, Scope
from dabiao.core.events.audience import Holder, audience_of
from dabiao.core.live.reach import Change, sees
from dabiao.core.live.tests.shelf import Box
from dabiao.core.scoping import pool_filter, scope_filter

PEOPLE, UNITS, BOXES = (1, 2), (10, 11, 12), (1, 2)

scopes = st.none() | st.sampled_from(Scope)
holders = st.tuples(st.none() | st.sampled_from(PEOPLE), st.none() | st.sampled_from(UNITS))


@st.composite
def actors(draw: st.DrawFn) -> Actor:
    unit = draw(st.none() | st.sampled_from(UNITS))
    own = frozenset() if unit is None else frozenset({unit})
    grants = {"box.read": draw(scopes), "box.claim": draw(scopes)}
    return Actor(
        user_id=draw(st.sampled_from(PEOPLE)),
        name="somebody",
        unit_id=unit,
        unit_ids=own | draw(st.frozensets(st.sampled_from(UNITS))) if own else own,
        unit_path=tuple(own | draw(st.frozensets(st.sampled_from(UNITS)))) if own else (),
        grants={permission: scope for permission, scope in grants.items() if scope is not None},
        shares={"box": draw(st.dictionaries(st.sampled_from(BOXES), st.sampled_from(("read", "edit"))))},
    )


@pytest.fixture(scope="module", autouse=True)
def boxes_exist(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Box)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Box)


def listed(actor: Actor, box: int, holder: Holder) -> bool:
    """Whether the actor's list shows the box while it is held so."""
    owner_id, unit_id = holder
    Box.objects.update_or_create(pk=box, defaults={"owner_id": owner_id, "unit_id": unit_id})
    reach = scope_filter(actor, "box.read")
    shown = (
        Box.objects.all() if reach is None else Box.objects.filter(reach | pool_filter(actor, "box.claim"))
    )
    return shown.filter(pk=box).exists()


@pytest.mark.django_db
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actor=actors(), box=st.sampled_from(BOXES), now=holders, before=st.none() | holders)
def test_a_change_is_heard_exactly_by_those_whose_lists_show_the_record_before_or_after(
    actor: Actor, box: int, now: Holder, before: Holder | None
) -> None:
    (entry,) = audience_of([Box(pk=box, owner_id=now[0], unit_id=now[1])], [before])
    expected = listed(actor, box, now) or (before is not None and listed(actor, box, before))
    assert sees(actor, Change.of(entry)) == expected


def test_a_record_named_by_id_alone_is_heard_by_those_who_see_all_and_by_sharers() -> None:
    (entry,) = audience_of([("box", 1)], [])
    change = Change.of(entry)
    everything = Actor(1, "all", grants={"box.read": Scope.ALL})
    sharer = Actor(1, "sharer", grants={"box.read": Scope.SHARED}, shares={"box": {1: "read"}})
    claimer = Actor(1, "claimer", grants={"box.read": Scope.UNIT, "box.claim": Scope.ALL})
    assert [sees(actor, change) for actor in (everything, sharer, claimer)] == [True, True, False]


def test_two_changes_together_reach_the_audience_of_both_with_the_later_version() -> None:
    first = Change("box", 1, 4, frozenset({(1, 10)}))
    second = Change("box", 1, 5, frozenset({(2, 11)}))
    assert first.with_later(second) == Change("box", 1, 5, frozenset({(1, 10), (2, 11)}))


def test_a_later_change_that_knows_no_version_keeps_the_earlier_one() -> None:
    known, unknown = Change("box", 1, 4, frozenset()), Change("box", 1, None, frozenset())
    assert known.with_later(unknown).version == 4
