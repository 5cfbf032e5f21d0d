"""What a telephone system tells stops clocks: for who has the lead, and for nobody else."""

import json
from datetime import datetime
from typing import Any

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.modules.channels import services as channels
from dabiao.modules.channels.models import Connection
from dabiao.modules.channels.rules.signing import Request
from dabiao.modules.channels.tests.builders import address
from dabiao.modules.dispatch.tests.world import after, arrived, case_of, policy, rule, run, stint_of
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
NUMBER = "13812345678"


@pytest.fixture
def company() -> Company:
    policy()
    return make_company()


def telephone() -> Connection:
    agents = {"8001": "sales1", "8002": "sales1b"}
    return channels.connect(kind="telephony", name="400", agents=agents, actor=SYSTEM, now=NOW)


def told(connection: Connection, now: datetime, **said: Any) -> None:
    body = json.dumps(said | {"call_id": f"c{now.timestamp()}"}).encode()
    token = address(connection).rsplit("/")[-1]
    request = Request({}, {}, body, "application/json")
    assert channels.take(kind="telephony", token=token, request=request, actor=SYSTEM, now=now).status == 200
    run(now)


def call(
    agent: str, began: datetime, ended: datetime, *, seconds: int, direction: str = "out"
) -> dict[str, Any]:
    number = (
        {"caller": "0571", "callee": NUMBER} if direction == "out" else {"caller": NUMBER, "callee": "0571"}
    )
    times = {"started_at": began.isoformat(), "ended_at": ended.isoformat(), "duration": seconds}
    return {"event": "ended", "direction": direction, "agent": agent, **number, **times}


def given(company: Company) -> Lead:
    rule(company, "sales1")
    lead = arrived(company, phone=NUMBER)
    run()
    return lead


@pytest.mark.parametrize("direction", ["out", "in"])
def test_who_has_the_lead_answers_by_telephone(company: Company, direction: str) -> None:
    lead = given(company)
    began, ended = after(seconds=60), after(seconds=120)
    told(telephone(), ended, **call("8001", began, ended, seconds=55, direction=direction))
    stint = stint_of(lead)
    assert (stint.evidence, stint.responded_at, case_of(lead).state) == ("telephony", began, "feedback")


def test_a_call_that_was_not_taken_is_an_attempt_that_counts(company: Company) -> None:
    lead = given(company)
    began, ended = after(seconds=60), after(seconds=80)
    told(telephone(), ended, **call("8001", began, ended, seconds=0))
    assert stint_of(lead).evidence == "telephony"


@pytest.mark.parametrize("agent", ["nobody", ""])
def test_a_call_of_nobody_we_know_stops_no_clock(company: Company, agent: str) -> None:
    lead = given(company)
    began, ended = after(seconds=60), after(seconds=120)
    told(telephone(), ended, **call(agent, began, ended, seconds=55))
    assert (stint_of(lead).evidence, stint_of(lead).responded_at) == ("", None)


def test_a_call_from_before_the_lead_was_given_stops_no_clock(company: Company) -> None:
    lead = given(company)
    began, ended = after(seconds=-60), after(seconds=30)
    told(telephone(), ended, **call("8001", began, ended, seconds=55))
    assert (stint_of(lead).evidence, stint_of(lead).responded_at) == ("", None)


def test_a_stranger_who_calls_is_given_to_somebody_who_has_still_to_answer(company: Company) -> None:
    rule(company, "sales1")
    began, ended = after(seconds=60), after(seconds=120)
    told(telephone(), ended, **call("8002", began, ended, seconds=55, direction="in"))
    lead = Lead.objects.get()
    assert (lead.source, lead.owner_id) == ("phone", company["sales1"].id)
    assert (stint_of(lead).evidence, stint_of(lead).responded_at, lead.first_contact_at) == ("", None, None)
