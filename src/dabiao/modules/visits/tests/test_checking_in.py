"""Checking in: once, whenever it arrives, with its signs; what comes of a visit."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid
from dabiao.modules.activities.models import Activity
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.visits import services
from dabiao.modules.visits.enums import VisitState
from dabiao.modules.visits.models import CheckIn, KnownPlace, Visit
from dabiao.modules.visits.queries import listing
from dabiao.modules.visits.tests.world import (
    DAY,
    HOUR,
    OFFICE,
    STATION,
    a_customer,
    a_lead,
    a_photo,
    a_visit,
    check,
    codes,
)
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
PLACED = {"lat": OFFICE[0], "lon": OFFICE[1]}


def test_a_clean_check_in_moves_the_visit_on_and_its_place_is_suggested_next_time(company: Company) -> None:
    visit = a_visit(company, **PLACED)
    made = check(company, visit, at=(OFFICE[0] + 900, OFFICE[1]))
    visit.refresh_from_db()
    assert (visit.state, visit.checked_in_at, visit.signs) == (VisitState.CHECKED_IN, NOW, 0)
    assert (made.distance_m, codes(made), made.later) == (100, [], False)
    place = listing.place_of("customer", visit.about_id, actor=company["sales1"].actor)
    assert (place["lat"], place["lon"]) == (OFFICE[0] + 900, OFFICE[1])
    check(company, visit, way="out", now=NOW + HOUR)
    visit.refresh_from_db()
    assert (visit.state, visit.checked_out_at) == (VisitState.CHECKED_OUT, NOW + HOUR)


def test_an_address_that_changed_is_another_place(company: Company) -> None:
    customer = a_customer(company["sales1"], address="文三路 398 号")
    check(company, a_visit(company, to=customer, address="文三路 398 号"))
    customer.address = "江南大道 1 号"
    customer.save()
    assert listing.place_of("customer", customer.pk, actor=company["sales1"].actor)["lat"] is None


def test_a_check_in_sent_twice_is_one_and_another_is_refused(company: Company) -> None:
    visit = a_visit(company)
    assert check(company, visit, key="same-key-1") == check(company, visit, key="same-key-1", now=NOW + DAY)
    with pytest.raises(Conflict) as refused:
        check(company, visit, key="other-key")
    assert refused.value.code == "visits.checked_already"
    with pytest.raises(Conflict) as elsewhere:
        check(company, a_visit(company), key="same-key-1")
    assert elsewhere.value.code == "visits.key_of_another"


def test_one_made_without_a_line_keeps_its_time_and_is_marked_as_later(company: Company) -> None:
    visit = a_visit(company)
    made = check(company, visit, now=NOW + 70 * HOUR, taken_at=NOW, device_now=NOW + 70 * HOUR)
    assert (made.taken_at, made.received_at, made.later, codes(made)) == (NOW, NOW + 70 * HOUR, True, [])


def test_without_a_place_it_is_taken_and_marked(company: Company) -> None:
    made = check(company, a_visit(company), at=None)
    assert codes(made) == ["no_place"]
    assert not KnownPlace.objects.exists()


def test_what_a_spoofed_phone_shows_is_marked(company: Company) -> None:
    check(company, a_visit(company))
    visit = a_visit(company, **PLACED)
    ahead = NOW + DAY + timedelta(minutes=9)
    made = check(company, visit, now=NOW + DAY, accuracy_m=0, taken_at=ahead, device_now=ahead)
    assert codes(made) == ["clock_off", "too_exact", "same_spot"]
    far = check(company, a_visit(company, **PLACED), at=STATION, now=NOW + DAY + timedelta(seconds=20))
    assert codes(far) == ["far", "too_fast"]
    visit.refresh_from_db()
    assert visit.signs == 3


def test_a_photo_is_kept_with_its_check_in_and_used_once(company: Company) -> None:
    visit, again = a_visit(company), a_visit(company)
    made = check(company, visit, photo=a_photo(company, visit))
    assert codes(made) == []
    said = listing.detail(visit.pk, actor=company["lead1"].actor, now=NOW)
    assert said["check_ins"][0]["photo_id"] == made.photo_id
    second = check(company, again, at=STATION, now=NOW + DAY, photo=a_photo(company, again))
    assert codes(second) == ["same_photo"]
    with pytest.raises(Invalid) as refused:
        check(company, visit, way="out", now=NOW + HOUR, photo=made.photo_id)
    assert refused.value.code == "files.not_waiting"


def test_a_photo_from_elsewhere_and_another_day_says_so(company: Company) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769).update({0x9003: "2026:03:15 09:30:00", 0x9011: "+08:00"})
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)})
    visit = a_visit(company)
    made = check(company, visit, photo=a_photo(company, visit, exif=exif))
    assert codes(made) == ["photo_time", "photo_place"]
    assert made.marks[0]["minutes"] == 3 * 24 * 60 + 30


def test_only_who_takes_part_checks_in_and_the_visit_follows_its_owner(company: Company) -> None:
    visit = a_visit(company, participants=[(company["sales2"].id, "companion")])
    check(company, visit, "sales2")
    visit.refresh_from_db()
    assert (visit.state, visit.checked_in_at) == (VisitState.PLANNED, None)
    with pytest.raises(Forbidden):
        check(company, visit, "lead1")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"way": "out"}, "visits.not_checked_in"),
        ({"taken_at": NOW + HOUR}, "visits.taken_in_future"),
        ({"taken_at": NOW - 73 * HOUR}, "visits.too_old"),
        ({"lat": None}, "visits.half_a_place"),
        ({"photo": 999_999}, "files.not_waiting"),
    ],
)
def test_bad_check_ins_are_refused_in_words(company: Company, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        check(company, a_visit(company), **facts)
    assert refused.value.code == code
    assert not CheckIn.objects.exists()


def test_a_finished_visit_is_a_contact_from_when_one_was_there(company: Company) -> None:
    visit, actor = a_visit(company), company["sales1"].actor
    check(company, visit)
    following = NOW + 7 * DAY
    told = {"result": "interested", "content": "看了车间", "next_contact_at": following}
    for _ in range(2):
        services.finish(visit.pk, **told, actor=actor, now=NOW + HOUR)
    visit.refresh_from_db()
    contact = Activity.objects.get()
    assert (contact.method, contact.purpose, contact.occurred_at) == ("visit", "看现场", NOW)
    assert (visit.state, visit.activity_id) == (VisitState.FINISHED, contact.pk)
    with pytest.raises(Conflict):
        services.cancel(visit.pk, reason="写错了", actor=actor, now=NOW)


def test_nobody_writes_the_result_of_a_colleague_or_of_tomorrow(company: Company) -> None:
    visit = a_visit(company, starts_at=NOW + DAY)
    with pytest.raises(Forbidden) as refused:
        services.finish(visit.pk, result="reached", actor=company["lead1"].actor, now=NOW)
    assert refused.value.code == "visits.not_yours"
    with pytest.raises(Conflict):
        services.finish(visit.pk, result="reached", actor=company["sales1"].actor, now=NOW)


def test_coaching_notes_are_read_by_coach_coached_and_their_lead_alone(company: Company) -> None:
    people = [(company["manager"].id, "coach"), (company["sales1b"].id, "companion")]
    visit = a_visit(company, participants=people)
    org_lead(company)
    notes = {"went_well": "开场清楚", "exercise": "先问现状"}
    with pytest.raises(Forbidden):
        services.coach(visit.pk, **notes, actor=company["sales1"].actor, now=NOW)
    services.coach(visit.pk, **notes, actor=company["manager"].actor, now=NOW)
    with pytest.raises(Conflict):
        services.coach(visit.pk, improve="报价太早", actor=company["manager"].actor, now=NOW)
    reads = {
        who: listing.detail(visit.pk, actor=company[who].actor, now=NOW)["coaching"] is not None
        for who in ("manager", "sales1", "sales1b", "lead1", "ops")
    }
    assert reads == {"manager": True, "sales1": True, "sales1b": False, "lead1": True, "ops": False}


def org_lead(company: Company) -> None:
    company.team1.leader_id = company["lead1"].id
    company.team1.save()


@pytest.mark.parametrize(
    ("facts", "evidence"),
    [
        ({}, "check_in"),
        ({"at": None}, ""),
        ({"accuracy_m": 5_000}, ""),
    ],
)
def test_only_a_clean_check_in_tells_dispatch_that_the_lead_was_met(
    company: Company, facts: dict[str, Any], evidence: str
) -> None:
    from dabiao.core.events.models import Event

    check(company, a_visit(company, to=a_lead(company["sales1"])), **facts)
    fact = Event.objects.get(kind="visit.checked_in").data
    assert (fact["clean"], fact["about_kind"]) == (evidence == "check_in", "lead")


@pytest.mark.django_db(transaction=True)
def test_a_check_in_that_is_sent_by_two_tabs_at_once_is_one(tmp_path: Path) -> None:
    company = make_company()
    visit = a_visit(company)
    with real_database(tmp_path) as together:
        said = together(*(lambda: check(company, visit, key="the-same-key") for _ in range(4)))
        assert not [one for one in said if isinstance(one, Exception)]
        assert CheckIn.objects.count() == 1
        assert Visit.objects.get().version == 2
