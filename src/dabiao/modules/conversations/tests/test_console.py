"""What the console asks for: lists, one conversation, figures, who may be given one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.modules.conversations import services
from dabiao.modules.conversations.enums import Ending
from dabiao.modules.conversations.models import Conversation, Site
from dabiao.modules.conversations.queries import colleagues, figures
from dabiao.modules.conversations.tests import world
from dabiao.testing.people import NOW, Company, Person, make_company

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(seconds=20)


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def site(company: Company) -> Site:
    return world.site(company)


def names(who: Person, **asked: Any) -> list[str]:
    return [one["name"] for one in who.client.read("/conversations", **asked)["items"]]


def test_views_show_mine_the_queue_and_all_in_reach(company: Company, site: Site) -> None:
    for name in ("甲", "乙", "丙"):
        world.waiting(site, name)
    of = {one.name: one.pk for one in Conversation.objects.all()}
    services.take(of["甲"], actor=company["sales1"].actor, now=NOW)
    services.take(of["乙"], actor=company["sales2"].actor, now=NOW)
    assert names(company["sales1"], view="mine") == ["甲"]
    assert names(company["sales1"], view="waiting", sort="wanted_at") == ["丙"]
    assert names(company["sales1"], view="live", sort="id") == ["甲", "丙"]
    assert names(company["manager"], view="live", sort="id") == ["甲", "乙", "丙"]
    assert names(company["sales3"]) == []
    assert names(company["manager"], q="乙") == ["乙"]


def test_a_list_asks_as_often_for_three_as_for_one(company: Company, site: Site) -> None:
    client = company["manager"].client
    counts = []
    for _ in range(2):
        world.waiting(site)
        client.read("/conversations")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.read("/conversations")
        counts.append(len(asked))
        world.waiting(site)
    assert counts[0] == counts[1]


def test_messages_come_in_order_a_page_in_either_direction(company: Company, site: Site) -> None:
    chat = world.waiting(site, text="1")
    for number in range(2, 8):
        world.said(chat, str(number))
    client = company["sales1"].client

    def page(**asked: int) -> tuple[list[str], bool]:
        found = client.read(f"/conversations/{chat.pk}/messages", **asked)
        return [one["text"] for one in found["items"]], found["more"]

    assert page(limit=3) == (["5", "6", "7"], True)
    assert page(before=5, limit=3) == (["2", "3", "4"], True)
    assert page(before=2, limit=3) == (["1"], False)
    assert page(after=5, limit=3) == (["6", "7"], False)


def test_figures_count_what_their_lists_show(company: Company, site: Site) -> None:
    sales = company["sales1"].actor
    quick, slow, waits = (world.waiting(site, name) for name in ("快", "慢", "等"))
    services.answer(quick.pk, text="您好", actor=sales, now=SOON)
    services.answer(slow.pk, text="您好", actor=sales, now=NOW + timedelta(seconds=31))
    Conversation.objects.filter(pk=slow.pk).update(stars=4)
    services.close(slow.pk, ending=Ending.AGENT, actor=sales, now=SOON)
    found = figures.figures(actor=sales, now=SOON)
    assert {name: found[name] for name in ("waiting", "waiting_since", "mine", "live")} == {
        "waiting": 1,
        "waiting_since": NOW,
        "mine": 1,
        "live": 2,
    }
    assert (found["answered"], found["answered_soon"], found["rated"], found["stars"]) == (2, 1, 1, 4.0)
    since = {"wanted_from": found["today_from"].isoformat()}
    assert names(company["sales1"], answered=True, **since, sort="id") == ["快", "慢"]
    assert names(company["sales1"], answered_within=30, **since) == ["快"]
    assert names(company["sales1"], rated=True, closed_from=found["rated_from"].isoformat()) == ["慢"]
    assert names(company["sales1"], view="waiting") == [waits.name]


def test_colleagues_who_serve_come_with_how_much_they_have(company: Company, site: Site) -> None:
    services.take(world.waiting(site).pk, actor=company["sales1"].actor, now=NOW)
    found = {one["name"]: one for one in colleagues.serving(actor=company["sales1"].actor, now=NOW)}
    assert (found["sales1"]["chats"], found["sales2"]["chats"], found["sales2"]["ready"]) == (1, 0, True)
    assert "finance" not in found


def test_one_says_what_may_be_done_with_it(company: Company, site: Site) -> None:
    chat = world.waiting(site)

    def verbs(name: str) -> list[str]:
        found: list[str] = company[name].client.read(f"/conversations/{chat.pk}")["actions"]
        return found

    assert verbs("sales1") == ["take", "say"]
    services.take(chat.pk, actor=company["sales1"].actor, now=NOW)
    assert verbs("sales1") == ["say", "transfer", "close", "name", "link", "submit"]
    assert verbs("lead1") == ["take_over", "transfer", "close", "name", "link", "submit"]
    assert verbs("inspector") == []
