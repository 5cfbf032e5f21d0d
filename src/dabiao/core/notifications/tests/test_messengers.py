"""Messages in WeCom, DingTalk and Feishu: they arrive once, the token is renewed when it must be, and what failed is told."""

import logging
from datetime import timedelta

import pytest
from django.conf import LazySettings

from dabiao.core.access.models import User
from dabiao.core.notifications import jobs, wishing
from dabiao.core.notifications.messengers import MESSENGERS
from dabiao.core.notifications.models import MessengerSettings, Outgoing
from dabiao.core.notifications.services import notify
from dabiao.core.notifications.tests.connected import connect, reached, warn, way
from dabiao.core.timers.models import Job
from dabiao.core.timers.worker import drain
from dabiao.testing.messengers import DingTalkService, FeishuService, Service, WeComService
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
LINK = "https://sales.example/leads/7"


@pytest.fixture
def company() -> Company:
    return make_company()


def drained(seconds: int = 0) -> None:
    drain(NOW + seconds * SECOND, tolerant=True)


def shown(service: Service) -> str:
    """All that the one message says, wherever the messenger puts it."""
    ((_, content),) = service.got
    return str(content)


def test_a_message_arrives_once_with_its_link(company: Company, messenger: Service) -> None:
    person = company["sales1"]
    connect(messenger, (person, "LiMin"))
    warn(person)
    warn(person)
    for seconds in (0, 2, 30):
        drained(seconds)
    assert [account for account, _ in messenger.got] == ["LiMin"]
    assert "10:30 要联系：云岚科技" in shown(messenger)
    assert LINK in shown(messenger)
    assert way() == (messenger.name, "sent", "")
    assert reached(person, NOW + 2 * SECOND)
    assert messenger.tokens == [f"{messenger.name}-token-1"]


def test_it_speaks_the_language_of_its_reader(company: Company, messenger: Service) -> None:
    person = company["sales1"]
    User.objects.filter(pk=person.id).update(language="en")
    connect(messenger, (person, "LiMin"))
    warn(person)
    drained()
    assert "Contact due at 10:30: 云岚科技" in shown(messenger)


def test_without_an_address_of_our_own_there_is_no_link(
    company: Company, messenger: Service, settings: LazySettings
) -> None:
    settings.PUBLIC_URL = ""
    connect(messenger, (company["sales1"], "LiMin"))
    warn(company["sales1"])
    drained()
    assert "10:30 要联系：云岚科技" in shown(messenger)
    assert "http" not in shown(messenger)


def test_a_name_is_not_read_as_markup(company: Company, wecom: WeComService) -> None:
    connect(wecom, (company["sales1"], "LiMin"))
    warn(company["sales1"], title="<a href='https://evil.example'>赢大奖</a>[x](y)")
    drained()
    assert not set("<>[]") & set(wecom.got[0][1]["description"])


def test_a_token_that_died_early_is_replaced_and_the_message_goes(
    company: Company, messenger: Service
) -> None:
    connect(
        messenger, *((company[login], name) for login, name in (("sales1", "LiMin"), ("sales2", "WangBo")))
    )
    warn(company["sales1"])
    drained()
    messenger.forget_tokens()
    warn(company["sales2"])
    drained()
    assert [account for account, _ in messenger.got] == ["LiMin", "WangBo"]
    assert len(messenger.tokens) == 2


def test_a_token_is_renewed_before_its_end_and_used_until_then(company: Company, wecom: WeComService) -> None:
    connect(wecom, (company["sales1"], "LiMin"), (company["sales2"], "WangBo"), (company["sales3"], "LiMin3"))
    wecom.people["LiMin3"] = "13800003333"
    for login, seconds in (("sales1", 0), ("sales2", 6800), ("sales3", 6901)):
        warn(company[login], ttl=7200)
        drained(seconds)
    assert (len(wecom.got), len(wecom.tokens)) == (3, 2)


def test_a_service_that_refuses_every_token_is_not_asked_for_ever(
    company: Company, messenger: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(messenger, (company["sales1"], "LiMin"))
    monkeypatch.setattr(messenger, "valid", frozenset())
    monkeypatch.setattr(messenger, "new_token", lambda: messenger.tokens.append("dead") or "dead")
    warn(company["sales1"])
    drained()
    assert (way(), len(messenger.tokens)) == ((messenger.name, "failed", "token_refused"), 2)


@pytest.mark.parametrize("messenger_busy", [("wecom", 45009), ("dingtalk", 90018), ("feishu", 99991400)])
def test_who_is_too_quick_waits_and_tries_again(
    company: Company, messenger_busy: tuple[str, int], request: pytest.FixtureRequest
) -> None:
    name, code = messenger_busy
    service = request.getfixturevalue(name)
    connect(service, (company["sales1"], "LiMin"))
    service.answers = [code]
    warn(company["sales1"])
    drained()
    assert (way(), service.got) == ((name, "waiting", f"busy {code}"), [])
    assert Job.objects.get().urgent
    drained(5)
    assert (way()[1], len(service.got)) == ("sent", 1)


def test_a_service_that_is_away_is_asked_again_and_given_up_at_last(
    company: Company, messenger: Service
) -> None:
    person = company["sales1"]
    connect(messenger, (person, "LiMin"))
    messenger.answers = [503] * 5
    warn(person)
    for seconds in (0, 5, 10, 20):
        drained(seconds)
    assert way() == (messenger.name, "waiting", "away 503")
    drained(60)
    assert way() == (messenger.name, "failed", "away 503")
    assert not reached(person, NOW + 600 * SECOND)


def test_a_service_that_cannot_be_reached_at_all_is_away(company: Company, messenger: Service) -> None:
    connect(messenger, (company["sales1"], "LiMin"))
    messenger.close()
    warn(company["sales1"])
    drained()
    assert way() == (messenger.name, "waiting", "away ConnectionRefusedError")


REFUSED = {
    "wecom": "unknown_receiver 81013 user & party & tag all invalid",
    "feishu": "unknown_receiver 99992351 not a valid {user_id}",
}


@pytest.mark.parametrize("name", REFUSED)
def test_whom_the_service_does_not_know_is_not_asked_for_again(
    company: Company, name: str, request: pytest.FixtureRequest
) -> None:
    service = request.getfixturevalue(name)
    connect(service, (company["sales1"], "Nobody"))
    warn(company["sales1"])
    drained()
    target, state, error = way()
    assert (target, state, error.partition(",")[0]) == (name, "failed", REFUSED[name])
    assert not reached(company["sales1"], NOW + 600 * SECOND)


def test_a_server_that_is_not_trusted_is_told_so(company: Company, wecom: WeComService) -> None:
    connect(wecom, (company["sales1"], "LiMin"))
    wecom.answers = [60020]
    warn(company["sales1"])
    drained()
    assert way()[1:] == (
        "failed",
        "ip_not_trusted 60020 as told, hint: [1700000000_1_0123], from ip: 203.0.113.7",
    )


def test_whom_wecom_takes_no_messages_for_was_not_reached(company: Company, wecom: WeComService) -> None:
    connect(wecom, (company["sales1"], "LiMin"))
    wecom.unlicensed = ("LiMin",)
    warn(company["sales1"])
    drained()
    assert way() == ("wecom", "failed", "unlicensed_receiver")
    assert not reached(company["sales1"], NOW + 600 * SECOND)


def test_a_wrong_secret_is_told(company: Company, messenger: Service) -> None:
    field = "secret" if messenger.name == "wecom" else "app_secret"
    connect(messenger, (company["sales1"], "LiMin"), **{field: "mistyped"})
    warn(company["sales1"])
    drained()
    assert (way()[1], way()[2].split()[0]) == ("failed", "wrong_secret")


def test_who_hung_up_after_taking_it_may_have_it_and_gets_no_second(
    company: Company, messenger: Service
) -> None:
    person = company["sales1"]
    connect(messenger, (person, "LiMin"))
    messenger.answers = ["hang up"]
    warn(person)
    for seconds in (0, 5, 60):
        drained(seconds)
    assert len(messenger.got) == 1
    repeats = messenger.name == "feishu"  # it knows the key of what it has, so it may be asked again
    assert (way()[1], reached(person, NOW + 60 * SECOND)) == ("sent" if repeats else "unsure", repeats)


def test_a_worker_killed_between_sending_and_noting_does_not_send_twice(
    company: Company, messenger: Service
) -> None:
    person = company["sales1"]
    connect(messenger, (person, "LiMin"))
    warn(person)
    outgoing = jobs._claimed(Outgoing.objects.get().pk, NOW)
    assert outgoing is not None
    jobs._handed_over(outgoing, NOW)  # and here the power went
    for seconds in (0, 5, 60):
        drained(seconds)
    assert len(messenger.got) == 1
    repeats = messenger.name == "feishu"
    assert (way()[1], reached(person, NOW + 60 * SECOND)) == ("sent" if repeats else "unsure", repeats)


def test_dingtalk_has_reached_somebody_once_it_says_so(company: Company, dingtalk: DingTalkService) -> None:
    person = company["sales1"]
    connect(dingtalk, (person, "LiMin"))
    dingtalk.slow = 2
    warn(person)
    drained()
    assert (way()[1], reached(person, NOW)) == ("sent", False)
    for seconds in (2, 5, 10):
        drained(seconds)
    assert not reached(person, NOW + 9 * SECOND)
    assert reached(person, NOW + 10 * SECOND)


@pytest.mark.parametrize("fate", ["failed_user_id_list", "forbidden_user_id_list"])
def test_what_dingtalk_took_and_did_not_deliver_has_failed(
    company: Company, dingtalk: DingTalkService, fate: str
) -> None:
    person = company["sales1"]
    connect(dingtalk, (person, "LiMin"))
    dingtalk.fates["LiMin"] = fate
    warn(person)
    for seconds in (0, 2):
        drained(seconds)
    assert way() == ("dingtalk", "failed", "not_delivered")
    assert not reached(person, NOW + 600 * SECOND)


def test_whom_dingtalk_does_not_know_was_not_reached(company: Company, dingtalk: DingTalkService) -> None:
    connect(dingtalk, (company["sales1"], "Nobody"))
    warn(company["sales1"])
    for seconds in (0, 2):
        drained(seconds)
    assert way() == ("dingtalk", "failed", "not_delivered")


def test_dingtalk_is_not_asked_for_ever(company: Company, dingtalk: DingTalkService) -> None:
    connect(dingtalk, (company["sales1"], "LiMin"))
    dingtalk.slow = 1000
    warn(company["sales1"])
    for seconds in (0, 2, 5, 10, 20, 40, 100, 1000):
        drained(seconds)
    asked = dingtalk.asked.count("/topapi/message/corpconversation/getsendresult")
    assert (asked, way()[1], reached(company["sales1"], NOW + 3600 * SECOND)) == (6, "sent", False)


def test_two_of_one_wording_on_one_day_both_reach_their_reader(
    company: Company, dingtalk: DingTalkService
) -> None:
    person = company["sales1"]
    connect(dingtalk, (person, "LiMin"))
    for seconds in (0, 61):
        at = NOW + seconds * SECOND
        said = {"title": "云岚科技", "at": "10:30"}
        notify([person.id], "reminder.contact", said, ("lead", 7), at, outward=True, ring=True)
        drained(seconds)
    assert len(dingtalk.got) == 2


def test_who_wants_no_messages_there_gets_none(company: Company, messenger: Service) -> None:
    person = company["sales1"]
    connect(messenger, (person, "LiMin"))
    (mine,) = person.client.read("/me/reminders")["messengers"]
    assert mine == {"name": messenger.name, "account": "LiMin", "wanted": True}
    kept = person.client.write("PATCH", "/me/reminders", {"messengers": {messenger.name: False}})
    assert kept["messengers"] == [{**mine, "wanted": False}]
    warn(person)
    drained()
    assert (messenger.got, Outgoing.objects.count()) == ([], 0)


def test_a_messenger_that_is_switched_off_is_offered_to_nobody(
    company: Company, feishu: FeishuService
) -> None:
    person = company["sales1"]
    connect(feishu, (person, "LiMin"))
    MessengerSettings.objects.update(enabled=False)
    warn(person)
    drained()
    assert (feishu.got, Outgoing.objects.count(), wishing.shown(person.id)["messengers"]) == ([], 0, [])


def test_what_was_on_its_way_when_somebody_was_taken_off_the_list_is_not_sent(
    company: Company, feishu: FeishuService
) -> None:
    person = company["sales1"]
    connect(feishu, (person, "LiMin"))
    warn(person)
    connect(feishu, (person, ""))
    drained()
    assert (feishu.got, way()) == ([], ("feishu", "failed", "not_bound"))


def test_no_secret_and_no_token_is_written_down_in_the_clear(
    company: Company, messenger: Service, caplog: pytest.LogCaptureFixture
) -> None:
    person = company["sales1"]
    with caplog.at_level(logging.DEBUG):
        connect(messenger, (person, "LiMin"))
        messenger.answers = [503, "hang up"]
        warn(person)
        for seconds in (0, 5, 60):
            drained(seconds)
    row = MessengerSettings.objects.get()
    kept = f"{row.values} {row.sealed} {row.token} {list(Job.objects.values_list('error', 'result'))} {way()}"
    secrets = [messenger.fields[one.name] for one in MESSENGERS[messenger.name].fields if one.secret]
    assert len(messenger.tokens) == 1
    assert [one for one in (*secrets, *messenger.tokens) if one in caplog.text + kept] == []
    assert "notification.send" in caplog.text
