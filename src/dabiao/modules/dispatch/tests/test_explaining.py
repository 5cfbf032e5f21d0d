"""Why her, and why not him: in words of three languages, from the ledger alone (D6)."""

import pytest
from django.utils import timezone

from dabiao.modules.dispatch.models import Decision, Roster, Seat, Standing
from dabiao.modules.dispatch.queries import explaining, replaying
from dabiao.modules.dispatch.tests.world import after, arrived, owner_of, policy, rule, run
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    policy()
    return make_company()


def told(company: Company, lead_id: int, language: str = "en") -> list[dict]:  # type: ignore[type-arg]
    return explaining.story(lead_id, language=language, actor=company["ops"].actor)["decisions"]  # type: ignore[no-any-return]


def test_the_story_of_a_lead_says_why_and_why_not(company: Company) -> None:
    south = {"field": "region", "op": "is", "value": "华南"}
    rule(company, "sales3", name="华南", condition=south)
    rule(company, "sales1", "sales1b", "sales2", name="其余", strategy="least_loaded")
    org.switch_duty(company["sales2"].id, on_duty=False, actor=company["ops"].actor, now=NOW)
    first = arrived(company)
    run()
    second = arrived(company, name="李四")
    run()
    winner, other = owner_of(second), owner_of(first)
    names = {company[name].id: name for name in ("sales1", "sales1b", "sales2")}
    (decision,) = told(company, second.pk)
    assert decision["words"] == [
        "A new lead arrived",
        "Rule “华南”: its condition does not hold",
        f"Rule “其余” gives to who holds least: {names[winner or 0]} held 0",
    ]
    assert [(one["name"], one["words"]) for one in decision["why_not"]] == [
        (names[other or 0], "Held more (1)"),
        ("sales2", "Off duty"),
    ]


def test_it_needs_nothing_but_the_ledger(company: Company) -> None:
    rule(company, "sales1", "sales1b", strategy="weighted", weights={"B": 1})
    leads = [arrived(company, name=f"客{n}", now=after(minutes=n)) for n in range(3)]
    for n in range(3):
        run(after(minutes=n))
    before = [told(company, lead.pk) for lead in leads]
    Seat.objects.all().delete()
    Standing.objects.all().delete()
    org.switch_duty(company["sales1"].id, on_duty=False, actor=company["ops"].actor, now=after(minutes=5))
    assert [told(company, lead.pk) for lead in leads] == before


def test_every_winner_is_found_again_over_batches_hours_and_moves(company: Company) -> None:
    rule(company, "sales1", "sales1b", "sales2", cap_hour=2, cap_open=4, fallback="pool")
    for n in range(12):
        arrived(company, name=f"客{n}", now=after(minutes=17 * n))
        run(after(minutes=17 * n))
    again = [
        (one.winner_id, replaying.again(one)) for one in Decision.objects.exclude(turn=None).order_by("turn")
    ]
    given = [(winner, choice) for winner, choice in again if choice is not None]
    assert len(given) >= 12
    kept = [winner for winner, choice in given if choice is not None and choice.winner != winner]
    assert kept == [company["lead1"].id] * len(kept)  # on a leader's desk, where the choice had found nobody
    assert Roster.objects.count() <= Decision.objects.count()


@pytest.mark.parametrize(
    ("language", "word"), [("zh-Hans", "新线索到达"), ("zh-Hant", "新線索到達"), ("en", "A new lead arrived")]
)
def test_in_the_language_of_the_reader(company: Company, language: str, word: str) -> None:
    rule(company, "sales1")
    lead = arrived(company)
    run()
    assert told(company, lead.pk, language)[0]["words"][0] == word


def test_over_http_with_the_scope_of_whoever_asks(company: Company) -> None:
    rule(company, "sales1")
    lead = arrived(company)
    run()
    path = f"/leads/{lead.pk}/dispatch"
    story = company["sales1"].client.read(path)
    assert [one["winner_name"] for one in story["decisions"]] == ["sales1"]
    assert [one["user_name"] for one in story["stints"]] == ["sales1"]
    assert company["sales3"].client.problem("GET", path)[0] == 404


def test_answering_over_http(company: Company) -> None:
    rule(company, "sales1")
    lead = arrived(company)
    run()
    client = company["sales1"].client
    answered = client.write("POST", f"/leads/{lead.pk}/responses")
    assert (answered["lead_id"], answered["feedback_at"]) == (lead.pk, None)
    body = {"result": "refused", "intent": "none"}
    assert client.problem("POST", f"/leads/{lead.pk}/feedback", {**body, "intent": "high"})[1:] == (
        "dispatch.next_contact_missing",
        "next_contact_at",
    )
    assert client.write("POST", f"/leads/{lead.pk}/feedback", body)["feedback_at"] is not None
    assert client.problem("POST", f"/leads/{lead.pk}/responses")[:2] == (409, "dispatch.no_clock")


def test_leads_of_the_pool_are_handed_to_the_rules(company: Company) -> None:
    client = company["ops"].client
    lead = arrived(company)
    assert client.problem("POST", "/dispatch/entries", {"lead_ids": [lead.pk]})[1] == "dispatch.no_rules"
    rule(company, "sales1")
    entered = client.write("POST", "/dispatch/entries", {"lead_ids": [lead.pk, 999]})
    assert entered == {"entered": 1, "left": [999]}
    assert client.write("POST", "/dispatch/entries", {"lead_ids": [lead.pk]}) == {
        "entered": 0,
        "left": [lead.pk],
    }
    run(timezone.now())  # the API goes by the clock
    assert owner_of(lead) == company["sales1"].id
