"""What a buyer sees in their browser: one page, answered once. Nobody is signed in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dabiao.core.notifications.models import Notification
from dabiao.modules.debriefs import services
from dabiao.modules.debriefs.models import Link, Voice, Weight
from dabiao.modules.debriefs.tests.world import a_debrief
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db
ANSWER = {"words": "另一家便宜三成，<script>alert(1)</script>", "price": "3", "agreed": "1"}


def stranger(language: str = "zh-Hans", address: str = "203.0.113.9") -> Client:
    return Client(REMOTE_ADDR=address, HTTP_ACCEPT_LANGUAGE=language)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def link(company: Company) -> Link:
    """Of today, by the clock that strangers have."""
    debrief = a_debrief(company["sales1"], name="机密的内部名称")
    return services.ask_buyer(
        debrief.pk, name="周经理", role="采购", actor=company["sales1"].actor, now=timezone.now()
    )


def test_a_buyer_answers_once_and_the_author_hears_of_it(company: Company, link: Link) -> None:
    sent = stranger().post(f"/v/{link.token}", ANSWER)
    assert (sent.status_code, sent["Location"]) == (303, f"/v/{link.token}")
    voice = Voice.objects.get()
    assert (voice.way, voice.said_by, voice.role, voice.consented, voice.by_id) == (
        *("link", "周经理", "采购", True),
        None,
    )
    assert list(Weight.objects.values_list("side", "factor", "grade")) == [("buyer", "price", 3)]
    told = Notification.objects.get(kind="debrief.buyer_heard")
    assert told.user_id == company["sales1"].id
    again = stranger().post(f"/v/{link.token}", {**ANSWER, "words": "改主意了"})
    assert "感谢" in text_of(again)
    assert Voice.objects.count() == 1
    shown = company["sales1"].client.read(f"/debriefs/{link.debrief_id}")
    assert (shown["buyer"], shown["voices"][0]["by_name"]) == ({"price": 3}, None)


def test_the_page_says_nothing_of_what_we_think(link: Link) -> None:
    page = stranger().get(f"/v/{link.token}")
    assert "周经理" in text_of(page)
    for secret in ("机密", "云帆", "价格太高"):
        assert secret not in text_of(page)


@pytest.mark.parametrize(("language", "said"), [("en", "Send"), ("zh-Hant", "提交"), ("zh-Hans", "提交")])
def test_the_page_speaks_as_the_browser_or_as_the_link_says(link: Link, language: str, said: str) -> None:
    assert said in text_of(stranger(language).get(f"/v/{link.token}"))
    Link.objects.update(language="en")
    assert "Send" in text_of(stranger(language).get(f"/v/{link.token}"))


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({**ANSWER, "agreed": ""}, 403),
        ({**ANSWER, "words": "  "}, 422),
        ({**ANSWER, "price": "99", "timing": "²"}, 303),
        ({**ANSWER, "words": "字" * 9_000}, 303),
    ],
)
def test_consent_and_words_are_needed_and_odd_grades_say_nothing(
    link: Link, typed: dict[str, str], status: int
) -> None:
    answer = stranger().post(f"/v/{link.token}", typed)
    assert answer.status_code == status
    assert not Weight.objects.filter(factor="timing").exists()
    assert Voice.objects.exists() is (status == 303)


def test_what_was_typed_stands_there_again_and_is_no_markup(link: Link) -> None:
    answer = stranger().post(f"/v/{link.token}", {**ANSWER, "agreed": ""})
    assert "<script" not in text_of(answer)
    assert "另一家便宜三成" in text_of(answer)
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", "no-store")


def test_an_address_that_is_over_or_was_ended_opens_nothing(company: Company, link: Link) -> None:
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert stranger().post(f"/v/{link.token}", ANSWER).status_code == 410
    Link.objects.update(expires_at=timezone.now() + timedelta(days=1))
    client = company["sales1"].client
    shown = client.write("DELETE", f"/debriefs/{link.debrief_id}/links/{link.pk}")
    assert shown["links"][0]["open"] is False
    assert stranger().get(f"/v/{link.token}").status_code == 410
    assert Voice.objects.count() == 0


def test_a_program_that_fills_in_everything_leaves_nothing(link: Link) -> None:
    stranger().post(f"/v/{link.token}", {**ANSWER, "website": "https://spam.example"})
    assert Voice.objects.count() == 0


def test_who_guesses_addresses_is_made_to_wait(link: Link) -> None:
    answers = [stranger().get(f"/v/guess-{number}").status_code for number in range(62)]
    assert (answers[0], answers[-1]) == (404, 429)
    assert stranger().get(f"/v/{link.token}").status_code == 200
    assert stranger(address="203.0.113.10").get("/v/guess").status_code == 404


def test_who_sends_too_often_waits(link: Link) -> None:
    wrong = {**ANSWER, "words": " "}
    answers = [stranger().post(f"/v/{link.token}", wrong).status_code for _ in range(12)]
    assert (answers[0], answers[-1]) == (422, 429)


def test_much_text_is_refused_unread(link: Link) -> None:
    assert stranger().post(f"/v/{link.token}", {"words": "1" * 40_000}).status_code == 413


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "周经理", "days": 0}, "debriefs.days_out_of_range"),
        ({"name": "周经理", "days": 61}, "debriefs.days_out_of_range"),
        ({"name": "周经理", "language": "fr"}, "validation.other"),
    ],
)
def test_a_link_that_makes_no_sense_is_refused(company: Company, body: dict[str, Any], code: str) -> None:
    debrief = a_debrief(company["sales1"])
    assert company["sales1"].client.problem("POST", f"/debriefs/{debrief.pk}/links", body)[1] == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"way": "link", "said_by": "周", "words": "x"}, "debriefs.by_link_only"),
        ({"way": "call", "said_by": "周", "words": "x", "said_on": "2999-01-01"}, "debriefs.heard_later"),
        ({"way": "call", "said_by": " ", "words": "x"}, "validation.string_too_short"),
    ],
)
def test_a_buyers_word_that_makes_no_sense_is_refused(
    company: Company, body: dict[str, Any], code: str
) -> None:
    debrief = a_debrief(company["sales1"])
    assert company["sales1"].client.problem("POST", f"/debriefs/{debrief.pk}/voices", body)[1] == code


def test_of_several_buyers_the_graver_view_counts(company: Company) -> None:
    debrief = a_debrief(company["sales1"])
    for grade in (2, 3, 1):
        services.add_voice(
            debrief.pk,
            way="call",
            said_by="周经理",
            words="贵",
            weights={"price": grade},
            actor=company["sales1"].actor,
            now=NOW,
        )
    assert Weight.objects.get().grade == 3
