"""Appeals against clocks that ran out: who asks, who judges, once each; and who hears of it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.dispatch.models import Breach
from dabiao.modules.dispatch.tests.standing import Floor
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
WHY, YES, NO = (
    {"text": "客户现场没有信号"},
    {"uphold": True, "words": "属实"},
    {"uphold": False, "words": "有信号"},
)


@pytest.fixture(autouse=True)
def _on_that_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def floor(company: Company) -> Floor:
    return Floor(company)


def lost(floor: Floor, who: str = "sales1", **facts: object) -> Breach:
    """A breach that cost a level."""
    person = floor.company[who].employee
    person.level = "C"
    person.save(update_fields=["level"])
    return floor.breach(floor.company[who], **{"level_before": "B", "level_after": "C", **facts})


def level(company: Company, who: str = "sales1") -> str:
    return str(company["ops"].client.read(f"/employees/{company[who].id}")["level"])


def test_whom_it_concerns_appeals_and_it_is_asked(company: Company, floor: Floor) -> None:
    breach = lost(floor)
    client = company["sales1"].client
    assert client.read(f"/dispatch/breaches/{breach.pk}")["actions"] == ["appeal"]
    row = client.write("POST", f"/dispatch/breaches/{breach.pk}/appeals", WHY)
    asked = {name: row[name] for name in ("appeal", "appeal_text", "asked_at", "actions", "version")}
    assert asked == {
        "appeal": "asked",
        "appeal_text": "客户现场没有信号",
        "asked_at": "2026-03-18T02:00:00.000Z",
        "actions": [],
        "version": 2,
    }
    assert company["lead1"].client.read(f"/dispatch/breaches/{breach.pk}")["actions"] == ["judge"]


def test_an_appeal_is_asked_once_and_within_seven_days(company: Company, floor: Floor) -> None:
    client = company["sales1"].client
    breach = lost(floor)
    path = f"/dispatch/breaches/{breach.pk}/appeals"
    assert client.problem("POST", path, {"text": ""})[:2] == (422, "validation.string_too_short")
    client.write("POST", path, WHY)
    assert client.problem("POST", path, WHY) == (409, "dispatch.appeal_asked", "text")
    company["lead1"].client.write("POST", f"/dispatch/breaches/{breach.pk}/judgements", NO)
    assert client.problem("POST", path, WHY) == (409, "dispatch.appeal_judged", "text")
    late = lost(floor, at=NOW - timedelta(days=7, seconds=1))
    assert client.read(f"/dispatch/breaches/{late.pk}")["actions"] == []
    path = f"/dispatch/breaches/{late.pk}/appeals"
    assert client.problem("POST", path, WHY) == (409, "dispatch.appeal_too_late", "text")
    last = lost(floor, at=NOW - timedelta(days=7))
    client.write("POST", f"/dispatch/breaches/{last.pk}/appeals", WHY)


def test_only_whom_it_concerns_appeals_and_who_leads_them_judges(company: Company, floor: Floor) -> None:
    breach = lost(floor)
    ask, judge = (f"/dispatch/breaches/{breach.pk}/{verb}" for verb in ("appeals", "judgements"))
    assert company["lead1"].client.problem("POST", ask, WHY) == (403, "dispatch.appeal_of_another", "id")
    assert company["sales1b"].client.problem("POST", ask, WHY)[:2] == (404, "core.not_found")
    assert company["lead1"].client.problem("POST", judge, YES) == (409, "dispatch.appeal_not_asked", "uphold")
    company["sales1"].client.write("POST", ask, WHY)
    assert company["sales1"].client.problem("POST", judge, YES) == (403, "dispatch.judge_oneself", "id")
    assert company["sales1b"].client.problem("POST", judge, YES)[:2] == (404, "core.not_found")
    assert company["boss"].client.problem("POST", judge, YES)[:2] == (403, "access.forbidden")
    company["manager"].client.write("POST", judge, YES)


def test_who_leads_a_team_does_not_judge_their_own_appeal(company: Company, floor: Floor) -> None:
    breach = floor.breach(company["lead1"])
    client = company["lead1"].client
    row = client.write("POST", f"/dispatch/breaches/{breach.pk}/appeals", WHY)
    assert row["actions"] == []
    said = client.problem("POST", f"/dispatch/breaches/{breach.pk}/judgements", YES)
    assert said == (403, "dispatch.judge_oneself", "id")


def asked(floor: Floor, **facts: object) -> Breach:
    breach = lost(floor, **facts)
    floor.company["sales1"].client.write("POST", f"/dispatch/breaches/{breach.pk}/appeals", WHY)
    return breach


def test_an_upheld_appeal_gives_the_level_back_once(company: Company, floor: Floor) -> None:
    breach = asked(floor)
    path = f"/dispatch/breaches/{breach.pk}/judgements"
    row = company["lead1"].client.write("POST", path, YES)
    told = [row[name] for name in ("appeal", "judged_by_name", "judgement", "actions")]
    assert told == ["upheld", "lead1", "属实", []]
    assert level(company) == "B"
    assert company["manager"].client.problem("POST", path, NO) == (409, "dispatch.appeal_judged", "uphold")
    assert level(company) == "B"


def test_a_rejected_appeal_leaves_the_level(company: Company, floor: Floor) -> None:
    breach = asked(floor)
    company["lead1"].client.write("POST", f"/dispatch/breaches/{breach.pk}/judgements", NO)
    assert level(company) == "C"


def test_a_level_that_came_back_meanwhile_is_not_given_twice(company: Company, floor: Floor) -> None:
    breach = asked(floor)
    person = company["sales1"].employee
    person.level = "B"
    person.save(update_fields=["level"])
    company["lead1"].client.write("POST", f"/dispatch/breaches/{breach.pk}/judgements", YES)
    assert level(company) == "B"
    assert Event.objects.get(kind="dispatch.appeal_judged").data["level"] == ""


def test_an_upheld_appeal_against_what_cost_no_level_raises_nobody(company: Company, floor: Floor) -> None:
    breach = asked(floor, level_before="", level_after="", waiver="lowest")
    company["lead1"].client.write("POST", f"/dispatch/breaches/{breach.pk}/judgements", YES)
    assert level(company) == "C"


def test_the_leader_hears_of_an_appeal_and_the_person_of_the_judgement(
    company: Company, floor: Floor
) -> None:
    org.edit_unit(
        company.team1.pk,
        changes={"leader_id": company["lead1"].id},
        base=None,
        version=company.team1.version,
        actor=company["ops"].actor,
        now=NOW,
    )
    breach = asked(floor)
    drain(NOW)
    company["lead1"].client.write("POST", f"/dispatch/breaches/{breach.pk}/judgements", YES)
    drain(NOW)
    drain(NOW)
    told = Notification.objects.filter(kind__startswith="dispatch.").order_by("pk")
    assert [(one.user_id, one.kind, one.params, one.subject_kind, one.subject_id) for one in told] == [
        (
            company["lead1"].id,
            "dispatch.appeal_asked",
            {"name": "sales1", "text": "客户现场没有信号"},
            "breach",
            breach.pk,
        ),
        (
            company["sales1"].id,
            "dispatch.appeal_upheld",
            {"by": "lead1", "words": "属实"},
            "breach",
            breach.pk,
        ),
    ]


def test_appeals_that_wait_are_found_by_who_judges_them(company: Company, floor: Floor) -> None:
    waiting = asked(floor)
    floor.breach(company["sales1b"])
    found = company["lead1"].client.read("/dispatch/breaches", appeal="asked")
    assert [row["id"] for row in found["items"]] == [waiting.pk]
    assert company["sales3"].client.read("/dispatch/breaches")["items"] == []
    assert company["sales3"].client.problem("GET", f"/dispatch/breaches/{waiting.pk}")[:2] == (
        404,
        "core.not_found",
    )


def test_who_may_read_dispatch_hears_of_a_breach_that_changes(company: Company, floor: Floor) -> None:
    from dabiao.core.live.reach import Change, sees

    breach = asked(floor)
    [entry] = [
        one for one in Event.objects.get(kind="dispatch.appeal_asked").audience if one["kind"] == "breach"
    ]
    change = Change.of(entry)
    assert change.id == breach.pk
    hear = {
        who: sees(company[who].actor, change)
        for who in ("sales1", "sales1b", "lead1", "manager", "sales2", "boss")
    }
    assert hear == {
        "sales1": True,
        "sales1b": False,
        "lead1": True,
        "manager": True,
        "sales2": False,
        "boss": True,
    }
