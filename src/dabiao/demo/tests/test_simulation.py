"""The simulated world: the same from the same seed, in order, unique where it must be, and true to its own chances."""

from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from math import sqrt
from zoneinfo import ZoneInfo

import pytest

from dabiao.core.calendar import is_workday
from dabiao.demo import names
from dabiao.demo.simulation import happenings as on
from dabiao.demo.simulation.happenings import Happening
from dabiao.demo.simulation.hours import CLOSES, OPENS, SPRING_FESTIVALS
from dabiao.demo.simulation.people import SELLERS
from dabiao.demo.simulation.truth import Trial, chance_of_deal
from dabiao.demo.simulation.world import Spec, World, simulate

ZONE = ZoneInfo("Asia/Shanghai")
END = datetime(2026, 11, 27, 17, 30, tzinfo=ZONE)


@cache
def world(leads: int = 2_400, seed: int = 7, end: datetime = END) -> World:
    return simulate(Spec(leads, end, seed))


def of_lead(one: World, lead: int) -> list[Happening]:
    return [it for it in one.happenings if getattr(it, "lead", None) == lead]


def test_the_same_seed_gives_the_same_world_and_another_another() -> None:
    assert simulate(Spec(200, END, 3)).happenings == world(200, 3).happenings
    assert world(200, 4).happenings != world(200, 3).happenings


def test_things_happen_in_order_and_none_in_the_future() -> None:
    moments = [one.at for one in world().happenings]
    assert moments == sorted(moments)
    assert world().spec.start <= moments[0]
    assert moments[-1] <= END


def test_more_time_changes_nothing_of_what_was() -> None:
    """Each lead lives by a chance of its own, so the world until yesterday is a part of the world until today."""
    lead = next(one.lead for one in world(300).truth.trials if one.deal)
    whole = of_lead(world(300), lead)
    assert [one for one in whole if one.at <= whole[2].at] == whole[:3]
    assert len(whole) > 3


def test_no_two_people_share_a_number_and_no_two_companies_a_name() -> None:
    assert len({names.mobile(number)[-6:] for number in range(20_000)}) == 20_000
    for industry in names.TRADES:
        assert len({names.company(number, "杭州", industry) for number in range(40_000)}) == 40_000


def test_people_work_in_working_hours() -> None:
    by_people = [one.at for one in world().happenings if isinstance(one, on.Contacted | on.Signed | on.Paid)]
    assert all(OPENS <= at.hour <= CLOSES and is_workday(at.date()) for at in by_people)


def test_fewer_ask_around_the_spring_festival_and_more_from_month_to_month() -> None:
    asked = Counter(one.at.date() for one in world(20_000).happenings if isinstance(one, on.Arrived))
    feast = next(day for day in SPRING_FESTIVALS if day.year == 2026)
    around = sum(asked[feast + timedelta(days=n)] for n in range(-7, 8))
    after = sum(asked[feast + timedelta(days=n)] for n in range(21, 36))
    assert around < after / 2
    first, last = (
        sum(asked[END.date() - timedelta(days=n)] for n in span) for span in (range(500, 530), range(30))
    )
    assert last > first * 1.3


def test_who_was_hired_later_has_no_leads_of_before() -> None:
    newest = min(world().people.sellers, key=lambda one: END.date() - one.hired_on)
    theirs = [
        one.at.date() for one in world().happenings if isinstance(one, on.Assigned) and one.to == newest.login
    ]
    assert newest.hired_on <= min(theirs)
    assert newest.name == "徐文博"


def test_as_many_deals_come_as_the_chances_say() -> None:
    for trials in (world(20_000).truth.trials, world(20_000, 11).truth.trials):
        expected = sum(one.chance for one in trials)
        spread = sqrt(sum(one.chance * (1 - one.chance) for one in trials))
        assert abs(sum(one.deal for one in trials) - expected) < 4 * spread


def test_the_chance_on_file_is_the_one_of_the_parameters() -> None:
    people = {one.login: one for one in world().people.sellers}

    def told(one: Trial) -> float:
        return chance_of_deal(
            source=one.source,
            industry=one.industry,
            grade=one.grade,
            seller=people[one.seller],
            month=one.month,
            minutes=one.minutes,
            contacts=one.contacts,
            second_hand=one.second_hand,
        )

    assert max(abs(told(one) - one.chance) for one in world().truth.trials) < 0.005


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"minutes": 5.0}, {"minutes": 240.0}),
        ({"contacts": 4}, {"contacts": 1}),
        ({"source": "referral"}, {"source": "advert"}),
        ({"grade": "A"}, {"grade": "D"}),
        ({"month": 0.0, "source": "advert"}, {"month": 1.0, "source": "advert"}),
    ],
)
def test_what_a_good_team_does_raises_the_chance(better: dict[str, object], worse: dict[str, object]) -> None:
    plain = {"source": "form", "industry": "软件", "grade": "B", "month": 0.5, "minutes": 5.0, "contacts": 3}
    seller = world().people.sellers[1]
    assert chance_of_deal(seller=seller, **plain | better) > chance_of_deal(seller=seller, **plain | worse)  # type: ignore[arg-type]


def test_the_star_wins_more_of_her_leads_than_the_newest_of_his() -> None:
    deals = Counter(one.seller for one in world(20_000).truth.trials if one.deal)
    tried = Counter(one.seller for one in world(20_000).truth.trials)
    assert deals["sales1"] / tried["sales1"] > 2 * deals["sales6"] / tried["sales6"]
    assert (SELLERS[0][0], SELLERS[5][0]) == ("陈晓燕", "徐文博")


def test_more_leads_have_more_people_to_work_them() -> None:
    assert [len(world(number).people.sellers) for number in (200, 2_400, 20_000)] == [9, 9, 67]


@pytest.mark.parametrize("day", [1, 2, 15, 28])
def test_any_day_may_be_the_present(day: int) -> None:
    end = datetime(2026, 3, day, 9, 5, tzinfo=ZONE)
    told = [one for one in world(60, 7, end).happenings if isinstance(one, on.Signed)]
    assert told
    assert all(one.on <= end.date() for one in told)
