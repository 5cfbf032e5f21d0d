"""Market notes: heard, corrected, retired, confirmed and doubted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.market import services
from dabiao.modules.market.models import Note
from dabiao.modules.market.tests.world import RIVAL, a_deal, a_note
from dabiao.modules.opportunities.models import Competitor
from dabiao.modules.opportunities.tests.builders import told
from dabiao.testing.people import NOW, Company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db


def test_a_note_on_somebody_new_puts_them_on_the_list(company: Company) -> None:
    note = a_note(company["sales1"])
    assert (note.competitor.name if note.competitor else "", note.title) == (RIVAL, "对老客户打八折")
    again = a_note(company["sales2"], competitor=" 云帆 销管 ")
    assert again.competitor_id == note.competitor_id
    assert Competitor.objects.count() == 1


@pytest.mark.parametrize(
    ("competitor", "facts", "code"),
    [
        ("", {}, "market.about_nobody"),
        (RIVAL, {"text": "  "}, "core.required"),
        (RIVAL, {"price_minor": 100}, "market.price_of_a_price"),
        (RIVAL, {"heard_on": (NOW + timedelta(days=2)).date()}, "market.heard_later"),
        (RIVAL, {"product_id": 999}, "core.not_found_here"),
        (RIVAL, {"opportunity_id": 999}, "core.not_found_here"),
        (RIVAL, {"customer_id": 999}, "core.not_found_here"),
    ],
)
def test_what_makes_no_sense_is_refused(
    company: Company, competitor: str, facts: dict[str, object], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        a_note(company["sales1"], competitor=competitor, **facts)
    assert refused.value.code == code


def test_everybody_reads_the_words_and_only_who_sees_the_deal_reads_which(company: Company) -> None:
    deal = a_deal(company["sales1"], RIVAL, name="云南订单")
    note = a_note(company["sales1"], opportunity_id=deal.pk)
    mine = company["sales1"].client.read(f"/market-notes/{note.pk}")
    assert (mine["opportunity_name"], mine["customer_id"]) == ("云南订单", deal.customer_id)
    foreign = company["sales3"].client.read(f"/market-notes/{note.pk}")
    assert (foreign["text"], foreign["opportunity_id"], foreign["customer_name"]) == (note.text, None, None)
    found = company["sales3"].client.read("/market-notes", opportunity_id=deal.pk)
    assert found["items"] == []
    assert len(company["sales1"].client.read("/market-notes", opportunity_id=deal.pk)["items"]) == 1


def test_the_author_corrects_it_and_its_history_keeps_what_it_said(company: Company) -> None:
    note = a_note(company["sales1"], sort="price", price_minor=100)
    client = company["sales1"].client
    body = {"changes": {"price_minor": 200}, "base": {"price_minor": 100}}
    assert client.write("PATCH", f"/market-notes/{note.pk}", body)["price_minor"] == 200
    assert ("market.edited", {"title": note.title, "changes": {"price_minor": [100, 200]}}) in told(
        "market", note.pk
    )
    refused = company["sales1b"].client.problem("PATCH", f"/market-notes/{note.pk}", body)
    assert refused[:2] == (403, "access.forbidden")


def test_a_retired_note_stays_to_be_read_and_is_not_corrected(company: Company) -> None:
    note, actor = a_note(company["sales1"]), company["sales1"].actor
    with pytest.raises(Invalid):
        services.retire_note(note.pk, reason=" ", actor=actor, now=NOW)
    services.retire_note(note.pk, reason="活动结束", actor=actor, now=NOW)
    with pytest.raises(Conflict):
        services.edit_note(note.pk, changes={"text": "x"}, base={"text": note.text}, actor=actor, now=NOW)
    shown = company["sales3"].client.read(f"/market-notes/{note.pk}")
    assert (shown["state"], shown["retire_reason"]) == ("retired", "活动结束")
    assert services.revive_note(note.pk, actor=actor, now=NOW).state == "standing"


def test_colleagues_confirm_or_doubt_once_each(company: Company) -> None:
    note = a_note(company["sales1"])
    with pytest.raises(Forbidden):
        services.judge_note(note.pk, verdict="confirm", actor=company["sales1"].actor, now=NOW)
    for verdict in ("confirm", "confirm", "doubt"):
        services.judge_note(note.pk, verdict=verdict, actor=company["sales3"].actor, now=NOW)
    services.judge_note(note.pk, verdict="confirm", actor=company["lead1"].actor, now=NOW)
    note.refresh_from_db()
    assert (note.confirms, note.doubts) == (1, 1)
    services.judge_note(note.pk, verdict="", actor=company["sales3"].actor, now=NOW)
    note.refresh_from_db()
    assert (note.confirms, note.doubts) == (1, 0)


def test_who_sells_against_them_hears_of_what_matters_three_times_a_day(company: Company) -> None:
    a_deal(company["sales3"], RIVAL)
    a_deal(company["sales1"], RIVAL)
    for number in range(5):
        a_note(company["sales1"], text=f"降价第 {number} 轮", important=True)
    a_note(company["sales1"], text="随便记一笔")
    drain(timezone.now() + timedelta(minutes=1))
    news = Notification.objects.filter(kind="market.important")
    assert set(news.values_list("user_id", flat=True)) == {company["sales3"].id}
    assert news.count() == 3


def test_a_page_of_three_costs_what_a_page_of_one_does(company: Company) -> None:
    client = company["boss"].client
    deal = a_deal(company["sales1"], RIVAL)
    a_note(company["sales1"], opportunity_id=deal.pk)
    client.read("/market-notes")
    one = counted(lambda: client.read("/market-notes"))
    for _ in range(2):
        a_note(company["sales1"], opportunity_id=deal.pk)
    assert counted(lambda: client.read("/market-notes")) == one
    assert len(client.read("/market-notes")["items"]) == 3


def test_a_note_is_found_by_its_words_and_by_whom_it_is_about(company: Company) -> None:
    note = a_note(company["sales1"], text="渠道返点提高到三成")
    for text in ("返点", RIVAL):
        found = company["sales3"].client.read("/market-notes", q=text)["items"]
        assert [one["id"] for one in found] == [note.pk]
    hits = company["sales3"].client.read("/search", q="渠道返点")
    assert "market" in {hit["kind"] for hit in hits["items"]}


def test_a_written_competitor_is_not_removed(company: Company) -> None:
    note = a_note(company["sales1"])
    refused = company["manager"].client.problem("DELETE", f"/competitors/{note.competitor_id}")
    assert refused[:2] == (409, "opportunities.competitor_in_use")
    assert Note.objects.exists()
