"""Everybody is asked once a week and answers once; what was said leads to nobody."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, Forbidden, NotFound
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.org import services as people
from dabiao.modules.pulses import queries, services
from dabiao.modules.pulses.models import Answer, Asked, Pulse
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)  # 17:00 in Shanghai
TODAY = date(2026, 11, 27)


@pytest.fixture
def company() -> Company:
    return make_company()


def opened(now: datetime = FRIDAY) -> Pulse:
    pulse = services.open_pulse(actor=SYSTEM, now=now)
    assert pulse is not None
    return pulse


def say(company: Company, pulse: Pulse, who: str, points: int = 4, words: str = "") -> None:
    facts = {"mood": points, "confidence": points, "support": points, "words": words}
    services.answer(pulse.pk, **facts, actor=company[who].actor, now=FRIDAY)


def everybody(company: Company) -> list[str]:
    asked = set(Asked.objects.values_list("user_id", flat=True))
    return [name for name, person in company.people.items() if person.id in asked]


def newest(company: Company, who: str) -> dict[str, dict[str, object]]:
    found = queries.board(today=TODAY, actor=company[who].actor)
    return {unit["name"]: unit["weeks"][-1] for unit in found["units"]}


def test_everybody_who_works_is_asked_once_a_week(company: Company) -> None:
    pulse = opened()
    assert (pulse.week, pulse.closes_at) == (date(2026, 11, 23), datetime(2026, 12, 1, 8, 30, tzinfo=UTC))
    assert services.open_pulse(actor=SYSTEM, now=FRIDAY + timedelta(days=1)) is None
    asked = set(Asked.objects.values_list("user_id", flat=True))
    assert company["sales1"].id in asked
    told = Notification.objects.filter(kind="pulse.asked").values_list("user_id", flat=True)
    assert sorted(told) == sorted(asked)


def test_nobody_is_asked_before_the_time_nor_long_after_it(company: Company) -> None:
    assert services.open_pulse(actor=SYSTEM, now=FRIDAY - timedelta(hours=1)) is None
    assert services.open_pulse(actor=SYSTEM, now=FRIDAY + timedelta(days=4)) is None
    assert Pulse.objects.count() == 0


def test_who_is_suspended_is_not_asked(company: Company) -> None:
    ops = company["ops"]
    changes, base = {"status": "suspended"}, {"status": "regular"}
    people.edit_employee(
        company["sales1"].id, changes=changes, base=base, version=None, actor=ops.actor, now=FRIDAY
    )
    opened()
    assert not Asked.objects.filter(user_id=company["sales1"].id).exists()


def test_an_answer_is_given_once(company: Company) -> None:
    pulse = opened()
    say(company, pulse, "sales1")
    with pytest.raises(Conflict, match="pulses.answered"):
        say(company, pulse, "sales1", 1)
    assert queries.mine(actor=company["sales1"].actor, now=FRIDAY)["id"] is None
    assert queries.mine(actor=company["sales2"].actor, now=FRIDAY)["id"] == pulse.pk


def test_an_answer_after_the_end_is_refused(company: Company) -> None:
    pulse = opened()
    facts = {"mood": 1, "confidence": 1, "support": 1}
    with pytest.raises(Conflict, match="pulses.closed"):
        services.answer(pulse.pk, **facts, actor=company["sales1"].actor, now=pulse.closes_at)
    assert not Asked.objects.filter(answered=True).exists()


def test_who_was_not_asked_finds_nothing(company: Company) -> None:
    with pytest.raises(NotFound):
        services.answer(7, mood=1, confidence=1, support=1, actor=company["sales1"].actor, now=FRIDAY)


def test_nothing_leads_from_an_answer_to_who_gave_it(company: Company) -> None:
    pulse = opened()
    before = Event.objects.count()
    say(company, pulse, "sales1", words="审批太慢")
    assert Event.objects.count() == before
    row = Answer.objects.values().get()
    assert set(row) == {"id", "pulse_id", "unit_id", "mood", "confidence", "support", "words"}
    assert set(Asked.objects.values().first() or ()) == {"id", "pulse_id", "user_id", "unit_id", "answered"}


def test_figures_are_shown_from_enough_answers_on(company: Company) -> None:
    pulse = opened()
    names = everybody(company)
    for name in names[:3]:
        say(company, pulse, name, 5)
    assert newest(company, "ops")["总部"]["mood"] is None
    say(company, pulse, names[3], 3)
    assert newest(company, "ops")["总部"]["mood"] == 450
    assert newest(company, "ops")["总部"]["answered"] == 4


def test_words_are_read_where_the_figure_is_shown(company: Company) -> None:
    pulse = opened()
    names = everybody(company)
    say(company, pulse, names[0], words="报价审批太慢")
    ops = company["ops"].actor
    assert queries.words(pulse.pk, unit_id=company.root.pk, actor=ops)["words"] == []
    for name in names[1:5]:
        say(company, pulse, name)
    assert queries.words(pulse.pk, unit_id=company.root.pk, actor=ops)["words"] == ["报价审批太慢"]


def test_a_lead_sees_their_own_team_and_a_salesperson_nothing(company: Company) -> None:
    pulse = opened()
    assert set(newest(company, "lead1")) == {"一组"}
    with pytest.raises(NotFound):
        queries.words(pulse.pk, unit_id=company.root.pk, actor=company["lead1"].actor)
    with pytest.raises(Forbidden):
        queries.board(today=TODAY, actor=company["sales1"].actor)


def test_lowering_the_least_opens_nothing_of_before(company: Company) -> None:
    pulse = opened()
    for name in everybody(company)[:3]:
        say(company, pulse, name)
    ops = company["ops"].actor
    services.edit_policy(changes={"least": 3}, base={"least": 4}, actor=ops, now=FRIDAY)
    assert newest(company, "ops")["总部"]["mood"] is None
    assert opened(FRIDAY + timedelta(days=7)).least == 3


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_answer(tmp_path: Path) -> None:
    company = make_company()
    pulse = opened()
    with real_database(tmp_path) as together:
        said = together(
            *(lambda points=points: say(company, pulse, "sales1", points) for points in (1, 3, 5))
        )
        assert [type(one) for one in said if isinstance(one, Exception)] == [Conflict, Conflict]
        assert Answer.objects.count() == 1
