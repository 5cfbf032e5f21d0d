"""Connecting messengers and saying who people are there: by whom, what is shown, what is told of it."""

from typing import Any

import pytest

from dabiao.core.access.models import User
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import MessengerAccount, MessengerSettings
from dabiao.core.notifications.tests.connected import connect, reached, warn
from dabiao.core.timers.worker import drain
from dabiao.modules.org.models import Employee
from dabiao.testing.messengers import FeishuService, Service, WeComService
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def settings_of(company: Company, name: str) -> Any:
    return next(one for one in company["ops"].client.read("/messengers")["items"] if one["name"] == name)


def test_nothing_is_connected_at_first(company: Company) -> None:
    items = company["ops"].client.read("/messengers")["items"]
    assert [(one["name"], one["enabled"], one["ready"], one["people"]) for one in items] == [
        ("wecom", False, False, 0),
        ("dingtalk", False, False, 0),
        ("feishu", False, False, 0),
    ]
    assert (
        items[0]["callback_url"].rpartition("/api/v1")[2],
        [one["value"] for one in items[2]["fields"]],
    ) == ("/messengers/wecom/callback", ["feishu", "", None, "user_id", None, None])


def test_secrets_go_in_and_never_come_out(company: Company, messenger: Service) -> None:
    client = company["ops"].client
    said = {"enabled": True, "fields": messenger.fields}
    answer = client.send("PATCH", f"/messengers/{messenger.name}", said)
    assert answer.status_code == 200
    shown = settings_of(company, messenger.name)
    assert (shown["enabled"], shown["ready"]) == (True, True)
    secrets = [one["name"] for one in shown["fields"] if one["secret"]]
    assert [(one["value"], one["kept"]) for one in shown["fields"] if one["secret"]] == [(None, True)] * len(
        secrets
    )
    (event,) = Event.objects.filter(kind="messenger.changed")
    everything = f"{answer.content.decode()} {shown} {event.data} {client.read('/audit')}"
    assert [name for name in secrets if messenger.fields[name] in everything] == []
    assert sorted(event.data["secrets"]) == sorted(secrets)


def test_the_same_once_more_is_no_news_and_keeps_the_token(company: Company, wecom: WeComService) -> None:
    connect(wecom, (company["sales1"], "LiMin"))
    warn(company["sales1"])
    drain(NOW)
    connect(wecom)
    row = MessengerSettings.objects.get()
    assert (Event.objects.filter(kind="messenger.changed").count(), row.token != "") == (1, True)
    connect(wecom, secret="another")
    assert MessengerSettings.objects.get().token == ""


def test_what_is_not_sent_stays_and_what_is_empty_goes(company: Company, wecom: WeComService) -> None:
    connect(wecom)
    client = company["ops"].client
    client.write(
        "PATCH", "/messengers/wecom", {"fields": {"agent_id": "7", "aes_key": "", "callback_token": " abc "}}
    )
    fields = {one["name"]: one for one in settings_of(company, "wecom")["fields"]}
    assert [fields[name]["value"] for name in ("corp_id", "agent_id")] == [wecom.corp_id, "7"]
    assert [fields[name]["kept"] for name in ("secret", "callback_token", "aes_key")] == [True, True, False]


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"enabled": True}, (422, "notifications.messenger_field_missing", "fields.corp_id")),
        ({"fields": {"agent_id": "x"}}, (422, "notifications.messenger_field_wrong", "fields.agent_id")),
        ({"fields": {"aes_key": "short"}}, (422, "notifications.messenger_field_wrong", "fields.aes_key")),
        ({"fields": {"secret": "two words"}}, (422, "notifications.messenger_field_wrong", "fields.secret")),
        ({"fields": {"password": "x"}}, (422, "notifications.messenger_field_unknown", "fields.password")),
    ],
)
def test_what_cannot_work_is_refused_with_its_field(company: Company, body: Any, refusal: Any) -> None:
    assert company["ops"].client.problem("PATCH", "/messengers/wecom", body) == refusal
    assert not MessengerSettings.objects.filter(enabled=True).exists()


def test_an_unknown_messenger_is_not_found(company: Company) -> None:
    client = company["ops"].client
    assert client.problem("PATCH", "/messengers/telegram", {"fields": {}})[:2] == (404, "core.not_found")
    assert client.problem("POST", "/messengers/telegram/trials")[:2] == (404, "core.not_found")


def test_a_trial_says_how_it_went_in_words(company: Company, messenger: Service) -> None:
    client = company["ops"].client
    refused = client.problem("POST", f"/messengers/{messenger.name}/trials")
    assert refused == (422, "notifications.messenger_no_account", "account")
    connect(messenger, (company["ops"], "LiMin"))
    MessengerSettings.objects.update(enabled=False)
    said = client.write("POST", f"/messengers/{messenger.name}/trials")
    assert (said["ok"], said["word"], len(messenger.got)) == (True, "sent", 1)
    messenger.answers = [503]
    said = client.write("POST", f"/messengers/{messenger.name}/trials")
    assert said == {
        "ok": False,
        "word": "away",
        "detail": "The service cannot be reached. Check that this server reaches the internet, and try again.",
        "said": "503",
    }


def test_a_trial_tells_that_the_address_is_not_trusted(company: Company, wecom: WeComService) -> None:
    connect(wecom, (company["ops"], "LiMin"))
    wecom.answers = [60020]
    said = company["ops"].client.write("POST", "/messengers/wecom/trials")
    assert said["detail"] == "This server's address is not among the trusted IPs of the app. Add it there."
    assert said["said"].startswith("60020 as told")


def test_many_are_entered_each_on_its_own_merits(company: Company) -> None:
    client = company["ops"].client
    rows = [
        ("sales1", "LiMin"),
        (" SALES2 ", "WangBo"),
        ("nobody", "X"),
        ("sales3", "LiMin"),
        ("lead1", "@all"),
        ("boss", "a,b"),
    ]
    body = {"rows": [{"login": login, "account": account} for login, account in rows]}
    said = client.write("POST", "/messengers/wecom/accounts", body)["results"]
    assert [(one["index"], one.get("code")) for one in said] == [
        (0, None),
        (1, None),
        (2, "notifications.messenger_login_unknown"),
        (3, "notifications.messenger_account_taken"),
        (4, "notifications.messenger_account_wrong"),
        (5, "notifications.messenger_account_wrong"),
    ]
    found = client.read("/messenger-people", q="sales")["items"]
    assert [(one["login"], one["accounts"]) for one in found] == [
        ("sales1", {"wecom": "LiMin"}),
        ("sales1b", {}),
        ("sales2", {"wecom": "WangBo"}),
        ("sales3", {}),
    ]
    (event,) = Event.objects.filter(kind="messenger.accounts_changed")
    assert event.data["accounts"] == {"sales1": "LiMin", "sales2": "WangBo"}
    client.write("POST", "/messengers/wecom/accounts", body)
    assert Event.objects.filter(kind="messenger.accounts_changed").count() == 1


def test_an_account_can_pass_from_one_to_another_and_a_wish_stays(company: Company) -> None:
    client = company["ops"].client

    def enter(*rows: tuple[str, str]) -> None:
        body = {"rows": [{"login": login, "account": account} for login, account in rows]}
        said = client.write("POST", "/messengers/wecom/accounts", body)["results"]
        assert [one["ok"] for one in said] == [True] * len(rows)

    enter(("sales1", "LiMin"))
    MessengerAccount.objects.update(wanted=False)
    enter(("sales1", ""), ("sales2", "LiMin"))
    enter(("sales2", "LiMin2"), ("sales1", "LiMin"))
    found = MessengerAccount.objects.order_by("account").values_list("user__login", "account", "wanted")
    assert list(found) == [("sales1", "LiMin", True), ("sales2", "LiMin2", True)]
    MessengerAccount.objects.filter(user__login="sales2").update(wanted=False)
    enter(("sales2", "LiMin3"))
    assert MessengerAccount.objects.get(user__login="sales2").wanted is False


def test_who_has_left_keeps_no_account_from_others(company: Company, wecom: WeComService) -> None:
    connect(wecom, (company["sales1"], "LiMin"))
    User.objects.filter(pk=company["sales1"].id).update(is_active=False)
    connect(wecom, (company["sales2"], "LiMin"))
    assert list(MessengerAccount.objects.values_list("user__login", "account")) == [("sales2", "LiMin")]
    event = Event.objects.filter(kind="messenger.accounts_changed").latest("pk")
    assert event.data["accounts"] == {"sales1": "", "sales2": "LiMin"}


def test_people_are_found_by_their_mobile_numbers(company: Company, messenger: Service) -> None:
    connect(messenger)
    people = [company[login].id for login in ("sales1", "sales2", "sales3")]
    for id, phone in zip(people, ("+8613800001111", "+8613899999999"), strict=False):
        Employee.objects.filter(pk=id).update(phone=phone)
    body = {"user_ids": people}
    said = company["ops"].client.write("POST", f"/messengers/{messenger.name}/matches", body)["results"]
    assert [(one["id"], one.get("code")) for one in said] == [
        (people[0], None),
        (people[1], "notifications.messenger_mobile_unknown"),
        (people[2], "notifications.messenger_no_mobile"),
    ]
    assert list(MessengerAccount.objects.values_list("user_id", "account")) == [(people[0], "LiMin")]


def test_a_service_that_does_not_answer_a_look_up_is_told(company: Company, feishu: FeishuService) -> None:
    connect(feishu)
    Employee.objects.filter(pk=company["sales1"].id).update(phone="+8613800001111")
    feishu.close()
    answer = company["ops"].client.send(
        "POST", "/messengers/feishu/matches", {"user_ids": [company["sales1"].id]}
    )
    said = answer.json()
    assert (answer.status_code, said["code"]) == (422, "notifications.messenger_trouble")
    assert said["detail"].startswith("It could not be looked up: The service cannot be reached.")


def test_the_list_of_people_goes_on_page_by_page(company: Company) -> None:
    client = company["ops"].client
    first = client.read("/messenger-people", limit=5)
    rest = client.read("/messenger-people", limit=200, cursor=first["next"])
    logins = [one["login"] for one in first["items"] + rest["items"]]
    assert len(logins) == len(company.people)
    assert (len(first["items"]), rest["next"], len(set(logins))) == (5, None, len(logins))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_takes_as_many_statements_for_one_as_for_three(
    count: int, company: Company, django_assert_num_queries: Any
) -> None:
    from dabiao.core.notifications import accounts

    actor = company["ops"].actor
    with django_assert_num_queries(2):
        accounts.people(actor, limit=count)


def test_only_operations_may_connect_messengers(company: Company) -> None:
    for login in ("manager", "boss", "sales1", "finance"):
        client = company[login].client
        assert client.problem("GET", "/messengers")[:2] == (403, "access.forbidden")
        assert client.problem("PATCH", "/messengers/wecom", {"fields": {}})[:2] == (403, "access.forbidden")


def test_a_secret_of_another_installation_is_not_taken_for_one(
    company: Company, wecom: WeComService, settings: Any
) -> None:
    connect(wecom, (company["sales1"], "LiMin"), (company["ops"], "WangBo"))
    settings.SECRET_KEY = "another"
    warn(company["sales1"])
    drain(NOW)
    assert not reached(company["sales1"])
    said = company["ops"].client.write("POST", "/messengers/wecom/trials")
    assert (said["ok"], said["word"]) == (False, "unreadable")
