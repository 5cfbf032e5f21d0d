"""What a text finds is exactly the visible records that contain it: for everybody, in lists, counts, and the box over all.

Who sees what is worked out in the plain words of tests/permissions, what contains what by plain Python.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from tests.scope_world import World
from tests.shared_world import rolled_back
from tests.test_scope import LISTS, permission_of, visible

from dabiao.core.search import install, narrowing
from dabiao.core.search.models import Entry
from dabiao.core.text import fold
from dabiao.modules.contracts.models import Contract
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity
from tests import scope_world

pytestmark = pytest.mark.django_db

EVERY = 3  # of the people; each third has another role
KINDS = ("lead", "customer", "contact", "opportunity", "contract")
PLACES = ("台灣", "台湾", "臺灣", "上海", "杭州", "杭州")
BRANDS = (
    "云岚",
    "雲嵐",
    "3M",
    "３ｍ",
    "Acme",
    "ACME-",
    "华为",
    "華為",
    "100%",
    "a_b",
    '"龙"',
    "NEAR*",
    "王😀",
)
TRADES = ("科技", "科技有限", "電子科技", "电子 科技", "贸易", "貿易")
QUESTIONS = (
    *(
        "科技",
        "電子",
        "电子科技",
        "台湾",
        "臺灣",
        "雲嵐",
        "3M科技",
        "3m",
        "acm",
        "ACME-科",
        "华为",
        "王😀",
        "😀",
        "😀科",
    ),
    *(
        "%",
        "0%",
        "_",
        "a_b",
        '"',
        '"龙',
        "*",
        "R*",
        "NEAR",
        "near*科技",
        "a OR b",
        "科技 AND 电子",
        "(科技)",
        "-科技",
    ),
    *(
        "科技'--",
        "\\",
        "科%技",
        "王",
        "云",
        "杭州 科技",
        "科技 杭州",
        "有 科",
        "技科",
        "科技科技",
        "不存在",
        "x" * 200,
    ),
    *("1234", "13800001234", "138 0000 1234", "+86 138-0000-1234", "0000", "3800", "杭州云岚科技有限" * 10),
    *("a@x.com", "A@X.com", "@x.com", "wx_1"),
)


@pytest.fixture(scope="module", params=(3,))
def world(request: Any, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), rolled_back():
        made = scope_world.build(request.param)
        rename(Random(request.param))
        yield made


def rename(random: Random) -> None:
    """Names that meet each other in many ways, written past every service."""

    def name() -> str:
        return random.choice(PLACES) + random.choice(BRANDS) + random.choice(TRADES)

    handles = {"phone": "13800001234", "email": "A@x.com", "wechat": "wx_1"}
    for lead in Lead.objects.all():
        Lead.objects.filter(pk=lead.pk).update(
            name=random.choice("王李") + random.choice("伟芳"), company=name()
        )
    Lead.objects.filter(pk__in=random.sample(range(1, 61), 20)).update(**handles)
    Contact.objects.filter(pk__in=random.sample(range(1, 61), 20)).update(**handles)
    for model in (Customer, Opportunity, Contact):
        for row in model.objects.all():
            row.name = name()
            row.save()
    contracts = list(Contract.objects.all())
    for contract in contracts:
        contract.title = name()
    Contract.objects.bulk_update(contracts, ["title"])


def fields(kind: str) -> dict[int, tuple[list[str], list[str], str]]:
    """id → (texts, whole handles, phone), read from the rows themselves."""
    if kind == "lead":
        return {
            one.pk: ([one.name, one.company], [one.email, one.wechat], one.phone)
            for one in Lead.objects.all()
        }
    if kind == "customer":
        return {one.pk: ([one.name], [], one.phone) for one in Customer.objects.all()}
    if kind == "contact":
        rows = Contact.objects.select_related("customer")
        return {one.pk: ([one.name, one.customer.name], [one.email, one.wechat], one.phone) for one in rows}
    if kind == "opportunity":
        return {
            one.pk: ([one.name, one.customer.name], [], "")
            for one in Opportunity.objects.select_related("customer")
        }
    rows = Contract.objects.select_related("customer")
    return {one.pk: ([one.number, one.title, one.customer.name], [], "") for one in rows}


def answers(asked: str, texts: list[str], handles: list[str], phone: str) -> bool:
    folded = [fold(text) for text in texts]

    def has(word: str) -> bool:
        if len(word) == 1:
            return any(part.startswith(word) for text in folded for part in text.split())
        return any(word in text for text in folded)

    digits = "".join(char for char in asked if char.isdigit())
    same_phone = bool(phone) and (digits.removeprefix("86") == phone or asked == phone[-4:])
    return all(map(has, fold(asked).split())) or fold(asked) in map(fold, filter(None, handles)) or same_phone


@pytest.mark.parametrize("kind", KINDS)
def test_lists_find_and_count_exactly_what_is_visible_and_contains_it(world: World, kind: str) -> None:
    known, found_any = fields(kind), 0
    for who, client, _ in world.people[::EVERY]:
        if permission_of(kind) not in who.grants:
            continue
        seen = visible(world, who, kind)
        for asked in QUESTIONS:
            page = client.read(LISTS[kind], q=asked, count=True, limit=200)
            expected = sorted(id for id in seen if answers(asked, *known[id]))
            assert (sorted(row["id"] for row in page["items"]), page["count"]) == (expected, len(expected)), (
                who,
                asked,
            )
            found_any += len(expected)
    assert found_any > 100


def test_the_box_finds_of_every_kind_what_is_visible_and_contains_it(world: World) -> None:
    known = {kind: fields(kind) for kind in KINDS}
    for who, client, _ in world.people[::EVERY]:
        for asked in QUESTIONS:
            found = client.read("/search", q=asked)["items"]
            for kind in KINDS:
                may = {id for id in visible(world, who, kind) if answers(asked, *known[kind][id])}
                here = [hit["id"] for hit in found if hit["kind"] == kind]
                assert set(here) <= may, (who, asked)
                assert len(here) == min(6, len(may)), (who, asked, kind)


@pytest.mark.parametrize(("few", "some", "most"), [(3, 3, 3), (3, 7, 12), (15, 15, 15)])
@pytest.mark.parametrize("kind", KINDS)
def test_above_the_cap_lists_stay_exact_and_sorted(
    world: World, kind: str, few: int, some: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if more than so many were too many to know one by one; the newest fifteen often fill a page.

    Among sixty records all words are dense, so it is also as if few were: the page is then among the newest answers.
    """
    monkeypatch.setattr(narrowing, "SPARSE", 20 if few == 3 else 0)
    monkeypatch.setattr(narrowing, "FEW", few)
    monkeypatch.setattr(narrowing, "SOME", some)
    monkeypatch.setattr(narrowing, "MOST", most)
    known = fields(kind)
    for who, client, _ in world.people[::EVERY]:
        if permission_of(kind) not in who.grants:
            continue
        seen = visible(world, who, kind)
        for asked in ("科技", "台灣", "1234", "杭州 科技", "王"):
            expected = {id for id in seen if answers(asked, *known[id])}
            ids: list[int] = []
            cursor: str | None = ""
            while cursor is not None:
                page = client.read(LISTS[kind], q=asked, limit=7, cursor=cursor, count=True)
                assert page["count"] == len(expected)
                ids += [row["id"] for row in page["items"]]
                cursor = page["next"]
            assert (set(ids), len(ids)) == (expected, len(expected)), (who, asked)
            whole = [row["id"] for row in client.read(LISTS[kind], limit=200)["items"]]
            assert ids == [id for id in whole if id in expected]


def test_an_entry_for_every_record_and_no_other(world: World) -> None:
    entries = dict(Entry.objects.values_list("id", "owner_id"))
    for number, model, owner in (
        (1, Lead, "owner_id"),
        (2, Customer, "owner_id"),
        (3, Contact, "customer__owner_id"),
    ):
        rows = {id * 32 + number: holder for id, holder in model.objects.values_list("pk", owner)}
        assert rows == {id: holder for id, holder in entries.items() if id % 32 == number}


def test_contacts_follow_their_customer_to_a_new_owner(world: World) -> None:
    customer = Customer.objects.filter(owner__isnull=False)[0]
    Customer.objects.filter(pk=customer.pk).update(owner=world.people[0][0].id, name="新名号")
    contact = Contact.objects.get(customer=customer)
    entry = Entry.objects.get(pk=contact.pk * 32 + 3)
    assert (entry.owner_id, "新名号" in entry.texts) == (world.people[0][0].id, True)


def test_an_entry_follows_hands_alone_words_alone_and_both_at_once(world: World) -> None:
    one, other = Lead.objects.exclude(owner=None).order_by("pk")[:2]
    kept = Entry.objects.get(pk=one.pk * 32 + 1)

    def entry_after(**changes: Any) -> tuple[int | None, int | None, bool]:
        Lead.objects.filter(pk=one.pk).update(**changes)
        entry = Entry.objects.get(pk=kept.pk)
        return entry.owner_id, entry.unit_id, fold("换了名字") in entry.texts

    assert entry_after(owner_id=None) == (None, kept.unit_id, False)
    assert entry_after(owner_id=other.owner_id, unit_id=other.unit_id) == (
        other.owner_id,
        other.unit_id,
        False,
    )
    assert entry_after(name="换了名字") == (other.owner_id, other.unit_id, True)
    assert entry_after(name="又是另一个", owner_id=None) == (None, other.unit_id, False)
    assert Entry.objects.get(pk=kept.pk).texts == kept.texts.replace(fold(one.name), fold("又是另一个"))


def test_what_was_missed_while_the_triggers_were_away_is_made_good(world: World) -> None:
    before = snapshot()
    install.take_away()
    Lead.objects.filter(pk=1).update(company="没人看见")
    Lead.objects.filter(pk=2).delete()
    assert snapshot() == before
    install.put_back()
    after = snapshot()
    assert "没人看见" in after[1 * 32 + 1][1]
    assert 2 * 32 + 1 not in after
    install.put_back()
    assert snapshot() == after


def snapshot() -> dict[int, tuple[int | None, str]]:
    return {id: (owner, texts) for id, owner, texts in Entry.objects.values_list("id", "owner_id", "texts")}


def test_a_record_that_goes_is_not_found_any_more(world: World) -> None:
    lead = Lead.objects.filter(customer=None)[0]
    entry_id = lead.pk * 32 + 1
    lead.delete()
    assert not Entry.objects.filter(pk=entry_id).exists()


def test_the_box_asks_one_statement_for_all_kinds_and_one_for_each_that_answers(world: World) -> None:
    who, client, _ = next(one for one in world.people if "contract.read" in one[0].grants)
    client.read("/search", q="王")  # a server knows its people after their first request
    counts = {}
    for asked in ("不存在", "科技"):
        with CaptureQueriesContext(connection) as told:
            kinds = {hit["kind"] for hit in client.read("/search", q=asked)["items"]}
        searching = [one for one in told if "search_entry" in one["sql"]]
        counts[asked] = (len(searching), len(told) - len(kinds) <= 3)
    assert counts == {"不存在": (1, True), "科技": (1, True)}, who
