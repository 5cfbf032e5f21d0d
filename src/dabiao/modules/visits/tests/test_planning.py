"""Visits planned, moved, shared with who goes along, handed over."""

from datetime import date
from pathlib import Path

import pytest

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.core.notifications.models import Notification
from dabiao.core.scoping import fetch
from dabiao.core.timers.worker import drain
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.org import services as org
from dabiao.modules.visits import queries, services
from dabiao.modules.visits.models import Participant, Visit
from dabiao.modules.visits.queries import listing
from dabiao.modules.visits.tests.world import DAY, HOUR, a_customer, a_lead, a_visit
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


def told(company: Company, visit: Visit, who: str) -> dict[str, object]:
    return listing.detail(visit.pk, actor=company[who].actor, now=NOW)


def test_whoever_goes_along_sees_the_visit_and_is_told(company: Company) -> None:
    people = [(company["sales2"].id, "companion")]
    visit = a_visit(company, participants=people)
    drain(NOW)
    assert fetch(queries.visible_to(company["sales2"].actor), visit.pk) == visit
    with pytest.raises(NotFound):
        fetch(queries.visible_to(company["sales3"].actor), visit.pk)
    kinds = Notification.objects.filter(user_id=company["sales2"].id).values_list("kind", flat=True)
    assert list(kinds) == ["visit.along"]
    services.set_participants(visit.pk, participants=[], actor=company["sales1"].actor, now=NOW)
    assert not queries.visible_to(company["sales2"].actor).exists()


def test_who_goes_along_changes_nothing_of_it(company: Company) -> None:
    visit = a_visit(company, participants=[(company["sales2"].id, "companion")])
    with pytest.raises(Forbidden):
        services.cancel(visit.pk, reason="不去了", actor=company["sales2"].actor, now=NOW)


def test_a_lead_plans_for_their_team_and_nobody_for_another(company: Company) -> None:
    lead = a_lead(company["sales1"])
    visit = a_visit(company, "lead1", to=lead, owner_id=company["sales1"].id)
    assert visit.owner_id == company["sales1"].id
    with pytest.raises(Forbidden) as refused:
        a_visit(company, "lead1", to=lead, owner_id=company["sales2"].id)
    assert refused.value.code == "visits.person_out_of_reach"
    with pytest.raises(Invalid) as unseen:
        a_visit(company, "lead1", to=lead, owner_id=company["sales1b"].id)
    assert unseen.value.code == "visits.owner_does_not_see"


def test_at_the_same_time_is_a_warning_that_names_who_and_hides_what_one_may_not_see(
    company: Company,
) -> None:
    first = a_visit(company)
    second = a_visit(company, starts_at=NOW + HOUR / 2)
    (clash,) = told(company, second, "sales1")["overlaps"]  # type: ignore[misc]
    assert (clash["id"], clash["names"]) == (first.pk, ["sales1"])
    other = a_visit(company, "sales2", participants=[(company["sales1"].id, "companion")])
    ids = {one["id"] for one in told(company, other, "sales2")["overlaps"]}  # type: ignore[attr-defined]
    assert ids == {None}


def test_a_moved_visit_keeps_what_it_is_and_a_stale_screen_is_told(company: Company) -> None:
    visit, actor = a_visit(company), company["sales1"].actor
    later = {"starts_at": NOW + DAY, "ends_at": NOW + DAY + HOUR}
    services.move(visit.pk, **later, expected=NOW, reason="客户出差", actor=actor, now=NOW)
    services.move(visit.pk, **later, expected=NOW, actor=actor, now=NOW)  # the same once more
    with pytest.raises(Conflict) as refused:
        services.move(
            visit.pk,
            starts_at=NOW + 2 * DAY,
            ends_at=NOW + 2 * DAY + HOUR,
            expected=NOW,
            actor=actor,
            now=NOW,
        )
    assert refused.value.code == "visits.moved_meanwhile"
    assert Visit.objects.get().version == 2


def test_a_cancelled_visit_says_why_and_is_not_moved(company: Company) -> None:
    visit, actor = a_visit(company), company["sales1"].actor
    with pytest.raises(Invalid):
        services.cancel(visit.pk, reason=" ", actor=actor, now=NOW)
    for _ in range(2):
        services.cancel(visit.pk, reason="项目暂停", actor=actor, now=NOW)
    with pytest.raises(Conflict):
        services.move(visit.pk, starts_at=NOW + DAY, ends_at=NOW + DAY + HOUR, actor=actor, now=NOW)
    assert Visit.objects.get().reason == "项目暂停"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"ends_at": NOW}, "visits.ends_before"),
        ({"ends_at": NOW + 13 * HOUR}, "visits.too_long"),
        ({"lat": 1}, "visits.half_a_place"),
        ({"purpose": "  "}, "core.required"),
        ({"subject_id": 999_999}, "core.not_found_here"),
        ({"subject_kind": "contract"}, "core.not_a_choice"),
        ({"contact_id": 999_999}, "core.not_found_here"),
        ({"participants": [(999_999, "companion")]}, "org.not_working"),
        ({"participants": [(1, "guest")]}, "core.not_a_choice"),
    ],
)
def test_bad_plans_are_refused_in_words(company: Company, facts: dict[str, object], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        a_visit(company, **facts)
    assert refused.value.code == code
    assert not Visit.objects.exists()


def test_visits_of_a_leaver_go_to_the_successor_who_is_coached_in_their_place(company: Company) -> None:
    coach = [(company["lead1"].id, "coach")]
    visit = a_visit(company, participants=coach)
    going = a_visit(company, "sales1b", participants=[(company["sales1"].id, "companion")])
    org.depart(
        company["sales1"].id,
        left_on=date(2026, 3, 18),
        successor_id=company["sales1b"].id,
        actor=company["ops"].actor,
        now=NOW,
    )
    drain(NOW)
    visit.refresh_from_db()
    parts = dict(Participant.objects.filter(visit=visit).values_list("part", "user_id"))
    assert (visit.owner_id, visit.joint) == (company["sales1b"].id, True)
    assert parts == {"coach": company["lead1"].id, "coached": company["sales1b"].id}
    assert not Participant.objects.filter(visit=going).exists()


def test_without_its_coach_a_visit_is_joint_no_more(company: Company) -> None:
    visit = a_visit(company, participants=[(company["lead1"].id, "coach")])
    assert visit.joint
    assert services.leave_visits(company["lead1"].id, actor=company["ops"].actor, now=NOW) == 1
    assert services.leave_visits(company["lead1"].id, actor=company["ops"].actor, now=NOW) == 0
    visit.refresh_from_db()
    assert (visit.joint, list(Participant.objects.filter(visit=visit))) == (False, [])


def test_a_visit_to_a_lead_follows_it_to_its_customer(company: Company) -> None:
    lead, customer = a_lead(company["sales1"]), a_customer(company["sales1"])
    visit = a_visit(company, to=lead)
    services.follow_conversion(lead_id=lead.pk, customer_id=customer.pk, actor=company["ops"].actor, now=NOW)
    visit.refresh_from_db()
    assert visit.customer_id == customer.pk


@pytest.mark.django_db(transaction=True)
def test_two_who_move_a_visit_at_once_do_not_overwrite_each_other(tmp_path: Path) -> None:
    company = make_company()
    visit, actor = a_visit(company), company["sales1"].actor

    def moved(days: int) -> Visit:
        begin = NOW + days * DAY
        return services.move(
            visit.pk, starts_at=begin, ends_at=begin + HOUR, expected=NOW, actor=actor, now=NOW
        )

    with real_database(tmp_path) as together:
        said = together(lambda: moved(1), lambda: moved(2), lambda: moved(3))
        refused = [one for one in said if isinstance(one, Exception)]
        assert [type(one) for one in refused] == [Conflict, Conflict]
        assert Visit.objects.get().version == 2
