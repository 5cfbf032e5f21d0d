"""What would become of a lead now, and why: the same as what does become of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dabiao.core.access import epochs
from dabiao.core.importing import pasting
from dabiao.modules.dispatch.enums import Outcome
from dabiao.modules.dispatch.models import Decision, Stint
from dabiao.modules.dispatch.queries.trials import Trial, trial
from dabiao.modules.dispatch.tests import world
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import services as org
from dabiao.modules.org.models import Employee
from dabiao.testing.people import NOW, ApiClient, Company, make_company

pytestmark = pytest.mark.django_db

SELLERS = ("sales1", "sales1b", "sales2", "sales3")
ADVERTS = {"field": "source", "op": "is", "value": "advert"}
ALL_OF_IT = [["00:00", "24:00"]]
NIGHTLY = {"days": "all", "spans": [["02:00", "03:00"]]}


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def ops(company: Company) -> ApiClient:
    return company["ops"].client


def tried(**values: Any) -> Trial:
    return trial(leads.imagined({"name": "王芳", **values}, now=NOW), NOW)


def ran(client: ApiClient, **body: Any) -> Any:
    return client.write("POST", "/dispatch/trials", body)


some_rules = st.lists(
    st.fixed_dictionaries(
        {
            "condition": st.sampled_from([None, ADVERTS, {"not": ADVERTS}]),
            "people": st.lists(st.sampled_from(SELLERS), min_size=1, max_size=3, unique=True),
            "units": st.sampled_from([[], ["team1"], ["south"]]),
            "strategy": st.sampled_from(["round_robin", "weighted", "least_loaded", "pool"]),
            "weights": st.fixed_dictionaries({"S": st.integers(0, 2), "B": st.integers(1, 3)}),
            "levels": st.sampled_from([[], ["S"], ["B", "S"]]),
            "cap_day": st.sampled_from([None, 1, 2]),
            "cap_open": st.sampled_from([None, 1]),
            "hours": st.sampled_from(["always", "working", "own"]),
            "fallback": st.sampled_from(["next", "wait", "desk", "pool"]),
        }
    ),
    max_size=3,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rules=some_rules,
    sources=st.lists(st.sampled_from(["advert", "form"]), min_size=1, max_size=3),
    off_duty=st.sets(st.sampled_from(SELLERS), max_size=2),
    strong=st.sampled_from(SELLERS),
    led=st.booleans(),
)
def test_a_trial_says_what_dispatch_then_does(
    company: Company,
    rules: list[dict[str, Any]],
    sources: list[str],
    off_duty: set[str],
    strong: str,
    led: bool,
) -> None:
    epochs.forget_all()  # the rules of the example before, undone with it, had the same numbers
    with transaction.atomic():
        world.policy()
        Employee.objects.filter(pk__in=[company[name].id for name in off_duty]).update(on_duty=False)
        Employee.objects.filter(pk=company[strong].id).update(level="S")
        if led:
            type(company.root).objects.filter(pk=company.root.pk).update(leader_id=company["manager"].id)
        for said in rules:
            units = [getattr(company, name).pk for name in said["units"]]
            people = [company[name].id for name in said["people"]]
            candidates = {"units": units, "people": people, "levels": said["levels"]}
            facts = {name: said[name] for name in said if name not in ("people", "units", "levels")}
            world.rule(
                company, candidates=candidates, own_hours=NIGHTLY, pool_unit_id=company.east.pk, **facts
            )
        for number, source in enumerate(sources):
            expected = tried(source=source)
            lead = world.arrived(company, source=source, phone=f"1390000{number:04}")
            world.run()
            if not rules:  # dispatch is not in use, and says nothing
                assert expected.outcome == Outcome.UNMATCHED
                continue
            decision = Decision.objects.filter(lead_id=lead.pk).latest("pk")
            rule_id = expected.rule.pk if expected.rule else None
            assert (decision.outcome, decision.rule_id) == (expected.outcome, rule_id)
            if expected.outcome == Outcome.GIVEN:
                timed = {one.clock: one.at for one in expected.clocks}
                stint = Stint.objects.get(lead_id=lead.pk)
                assert (decision.winner_id, decision.score) == (expected.winner, score_of(expected))
                assert (stint.warn_at, stint.due_at) == (timed["warn"], timed["response"])
            elif expected.outcome == Outcome.DESK:
                assert decision.winner_id == expected.leader
        transaction.set_rollback(True)


def score_of(expected: Trial) -> int | None:
    choice = expected.steps[-1].choice
    return choice.score if choice else None


def test_a_trial_changes_nothing_and_locks_nothing(company: Company, ops: ApiClient) -> None:
    world.policy()
    world.rule(company, "sales1", "sales2")
    before = {model: model._base_manager.count() for model in apps.get_models()}
    with CaptureQueriesContext(connection) as asked:
        ran(ops, text="姓名：王芳")
    assert {model: model._base_manager.count() for model in apps.get_models()} == before
    statements = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert [
        sql for sql in statements if not sql.lstrip(" (\n").startswith("SELECT") or "FOR UPDATE" in sql
    ] == []


def test_every_rule_that_was_asked_says_why(company: Company, ops: ApiClient) -> None:
    world.policy()
    both = {"all": [ADVERTS, {"field": "region", "op": "is", "value": "华南"}]}
    world.rule(company, "sales1", name="华南的广告", condition=both)
    in_two_days = {"days": [(timezone.localdate() + timedelta(days=2)).isoweekday()], "spans": ALL_OF_IT}
    world.rule(company, "sales1", name="后天", hours="own", own_hours=in_two_days, fallback="next")
    world.rule(company, "sales2", name="只要 S 级", fallback="next", strategy="weighted", weights={"S": 1})
    world.rule(company, "sales1", "sales3", name="其余")
    world.rule(company, "sales2", name="不会问到")
    told = ran(ops, fields={"name": "王芳", "source": "advert", "region": "华东"})
    assert [(step["name"], step["why"], step["decided"]) for step in told["steps"]] == [
        ("华南的广告", "no_match", False),
        ("后天", "hours", False),
        ("只要 S 级", "nobody", False),
        ("其余", "", True),
    ]
    assert told["steps"][0]["failing"] == ["Region is 华南"]
    assert (
        told["steps"][1]["text"]
        == "It fits, but it is closed now and opens " + told["steps"][1]["text"][-16:]
    )
    assert told["steps"][2]["candidates"][0]["text"] == "another level, or a weight of 0"
    assert [one["verdict"] for one in told["steps"][3]["candidates"]] == ["chosen", "free"]
    assert [one["place"] for one in told["steps"][3]["candidates"]] == [1, 2]
    assert told["text"] == f'It would go to {told["winner"]["name"]} (rule "其余")'
    assert [one["clock"] for one in told["clocks"]] == ["warn", "response", "feedback", "escalate"]


def test_without_a_rule_it_stays_in_the_pool(ops: ApiClient) -> None:
    told = ran(ops, text="王芳\n13812345678")
    assert (told["outcome"], told["steps"], told["clocks"]) == ("unmatched", [], [])
    assert told["text"] == "No rule takes this lead: it would stay in the pool"
    assert (told["lead"], told["unread"]) == ({"phone": "13812345678", "source": "manual"}, ["王芳"])


def test_who_waits_is_told_how_long_and_whose_desk_it_would_be(company: Company) -> None:
    """Half past eleven on a Wednesday in Shanghai; the company works from nine to noon and from half past one."""
    org.edit_unit(
        company.south.pk,
        changes={"leader_id": company["manager"].id},
        base=None,
        version=company.south.version,
        actor=company["ops"].actor,
        now=NOW,
    )
    Employee.objects.update(on_duty=False)
    candidates = {"units": [company.south.pk]}
    world.rule(company, candidates=candidates, hours="working", fallback="wait", wait_minutes=60)
    now = NOW + timedelta(minutes=90)
    found = trial(leads.imagined({"name": "王芳"}, now=now), now)
    assert (found.outcome, found.leader) == (Outcome.WAITING, company["manager"].id)
    assert found.until == now + timedelta(minutes=60 + 90)


def test_only_one_lead_is_tried_and_it_has_to_be_one_that_is_seen(company: Company, ops: ApiClient) -> None:
    lead = world.arrived(company)
    assert ran(ops, lead_id=lead.pk)["lead"] == {}
    assert ops.problem("POST", "/dispatch/trials", {}) == (422, "dispatch.one_lead", "text")
    assert (
        ops.problem("POST", "/dispatch/trials", {"text": "x", "lead_id": lead.pk})[1] == "dispatch.one_lead"
    )
    assert ops.problem("POST", "/dispatch/trials", {"lead_id": 999_999})[:2] == (404, "core.not_found")


def test_a_lead_is_read_as_people_paste_it() -> None:
    pasted = """
    客户姓名：王芳
    手机 : 138 1234 5678
    微信号	wangfang88
    城市=深圳
    来源：广告
    等级：Z
    她说下周想看演示
    """
    assert pasting.read(pasted) == (
        {
            "name": "王芳",
            "phone": "13812345678",
            "wechat": "wangfang88",
            "region": "深圳",
            "source": "advert",
        },
        ["等级：Z", "她说下周想看演示"],
    )
    assert pasting.read("mail@example.com\n13812345678")[0] == {
        "email": "mail@example.com",
        "phone": "13812345678",
    }
