"""Telephone calls: whatever is told first, however often, the same comes out."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dabiao.core.actor import SYSTEM
from dabiao.core.events.models import Event
from dabiao.modules.activities.models import Activity
from dabiao.modules.channels.models import Call, Connection
from dabiao.modules.channels.rules.adapters import ADAPTERS
from dabiao.modules.channels.rules.signing import Request
from dabiao.modules.channels.services.receiving import _keep
from dabiao.modules.channels.tests.builders import connected, deliver, settled, states
from dabiao.modules.customers import services as customers
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db
CALLER = "13812345678"
AFTER = NOW + timedelta(hours=1)


def word(event: str, call: str = "c1", direction: str = "in", **more: Any) -> dict[str, Any]:
    said = {"call_id": call, "event": event, "direction": direction, "agent": "8001", **more}
    return (
        {**said, "caller": CALLER, "callee": "057188886666"}
        if direction == "in"
        else {
            **said,
            "caller": "057188886666",
            "callee": CALLER,
        }
    )


TALK = [
    word("started", at="2026-03-18 10:00:00"),
    word("answered", at="2026-03-18 10:00:09"),
    word("ended", answered_at="2026-03-18 10:00:09", ended_at="2026-03-18 10:03:21", duration=192),
    word("recorded", recording_url="https://pbx.example.com/1.mp3"),
]
MISSED = [word("started", "c2", at="2026-03-18 10:00:00"), word("missed", "c2", at="2026-03-18 10:00:30")]
DIALLED = [
    word("started", "c3", "out", at="2026-03-18 10:00:00"),
    word("ended", "c3", "out", started_at="2026-03-18 10:00:00", ended_at="2026-03-18 10:00:20", duration=0),
]


def told(connection: Connection, *words: dict[str, Any]) -> None:
    for one in words:
        assert deliver(connection, one)[0] == 200
    settled()


def known_lead(owner: Any = None) -> Lead:
    values = {"name": "王芳", "phone": CALLER, "owner_id": owner.id if owner else None}
    return leads.receive(values=values, actor=SYSTEM, now=NOW).made


def contacts() -> list[tuple[Any, ...]]:
    rows = Activity.objects.order_by("occurred_at", "about_id")
    return list(rows.values_list("about_kind", "method", "result", "content", "owner__login"))


def test_a_stranger_who_calls_becomes_a_lead_of_the_telephone() -> None:
    connection = connected("telephony", campaign="400电话")
    told(connection, *TALK)
    lead = Lead.objects.get()
    assert (lead.source, lead.campaign, lead.owner_id, lead.first_contact_at) == (
        "phone",
        "400电话",
        None,
        None,
    )
    assert (contacts(), Call.objects.get().made_lead) == ([], True)
    assert Event.objects.get(kind="call.recorded").data == {"recording": "https://pbx.example.com/1.mp3"}


def test_a_talk_with_a_lead_is_a_contact_of_who_spoke() -> None:
    company = make_company()
    lead = known_lead(company["sales1"])
    told(connected("telephony", agents={"8001": "sales1"}), *TALK)
    assert contacts() == [("lead", "call", "reached", "3:12", "sales1")]
    lead.refresh_from_db()
    assert lead.first_contact_at is not None
    assert lead.first_contact_at.isoformat() == "2026-03-18T02:00:09+00:00"
    assert Event.objects.get(kind="call.taken").data["user_name"] == "sales1"


def test_a_talk_with_a_customer_is_written_to_the_customer() -> None:
    company = make_company()
    customers.create(name="云岚科技", phone=CALLER, actor=company["sales1"].actor, now=NOW)
    told(connected("telephony", agents={"8001": "sales1"}), *TALK)
    assert (contacts(), Lead.objects.count()) == ([("customer", "call", "reached", "3:12", "sales1")], 0)


def test_who_has_no_hold_of_the_record_leaves_the_contact_to_the_telephone() -> None:
    company = make_company()
    known_lead(company["sales1"])
    told(connected("telephony", agents={"8001": "sales3"}), *TALK)
    assert contacts() == [("lead", "call", "reached", "3:12", None)]


def test_a_call_that_nobody_took_is_an_enquiry_and_no_contact() -> None:
    company = make_company()
    known_lead(company["sales1"])
    told(connected("telephony"), *MISSED, *MISSED)
    assert (contacts(), Enquiry.objects.count()) == ([], 1)


def test_a_call_of_ours_that_nobody_took_is_a_contact_without_an_answer() -> None:
    company = make_company()
    known_lead(company["sales1"])
    told(connected("telephony", agents={"8001": "sales1"}), *DIALLED)
    assert contacts() == [("lead", "call", "no_answer", "0:00", "sales1")]


def test_a_call_of_ours_to_a_stranger_makes_nobody() -> None:
    connection = connected("telephony")
    told(connection, *DIALLED)
    assert Lead.objects.count() == 0
    assert states(connection) == [
        ("c3:started", "ignored", "channels.call_with_nobody_known"),
        ("c3:ended", "ignored", "channels.call_with_nobody_known"),
    ]


def test_a_system_with_words_of_its_own_is_mapped() -> None:
    names = {"call_id": "data.uuid", "event": "type", "caller": "data.from", "direction": "data.dir"}
    connection = connected("telephony", mapping=names)
    told(connection, {"type": "Ringing", "data": {"uuid": "u1", "from": CALLER, "dir": "inbound"}})
    assert Lead.objects.get().phone == CALLER


def outcome(known: bool, words: list[dict[str, Any]]) -> Any:
    """Everything that these words leave behind, in their order; taken back afterwards."""
    with transaction.atomic():
        company = make_company()
        if known:
            known_lead(company["sales1"])
        connection = connected("telephony", agents={"8001": "sales1"})
        for one in words:
            _keep(connection, Request({}, {}, _bytes(one), "application/json"), AFTER)
            if len(words) % 2:
                settled(AFTER)
        settled(AFTER + timedelta(days=1))
        calls = list(
            Call.objects.order_by("call_id").values_list(
                "call_id", "told", "subject_kind", "made_lead", "handled", "recorded"
            )
        )
        kinds = sorted(Event.objects.exclude(kind__in=SETTING_UP).values_list("kind", flat=True))
        seen = (
            calls,
            kinds,
            contacts(),
            [one.isoformat() for one in Activity.objects.values_list("occurred_at", flat=True)],
            list(Lead.objects.values_list("phone", "source", "status", "enquiry_count")),
            Enquiry.objects.count(),
        )
        transaction.set_rollback(True)
    return seen


def _bytes(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode()


SETTING_UP = ("connection.made", "employee.hired", "unit.created")
HISTORIES = {"talk": TALK, "missed": MISSED, "dialled": DIALLED}


@settings(max_examples=8, phases=[Phase.generate])
@given(data=st.data(), name=st.sampled_from(sorted(HISTORIES)), known=st.booleans())
def test_any_order_and_any_repeats_come_to_the_same(data: Any, name: str, known: bool) -> None:
    history = HISTORIES[name]
    again = data.draw(st.lists(st.sampled_from(history), max_size=4))
    shuffled = data.draw(st.permutations([*history, *again]))
    assert outcome(known, shuffled) == outcome(known, history)


def test_the_sample_on_the_screen_is_one_of_a_whole_call() -> None:
    connection = connected("telephony")
    told(connection, dict(ADAPTERS["telephony"].sample))
    assert Call.objects.get().handled
