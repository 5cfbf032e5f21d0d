"""Debriefs are written, finished, read by whoever sees the deal, and answered by who leads."""

from datetime import timedelta
from typing import Any

import pytest

from dabiao.core import figures
from dabiao.core.errors import DomainError
from dabiao.core.notifications.models import Notification
from dabiao.modules.activities.models import Task
from dabiao.modules.debriefs import queries, services
from dabiao.modules.debriefs.tests.world import RIVAL, a_debrief, written
from dabiao.modules.market.models import Note
from dabiao.modules.opportunities import services as deals
from dabiao.modules.opportunities.models import Competitor
from dabiao.testing.people import NOW, Company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db


def test_a_finished_debrief_finishes_its_task_and_counts(company: Company) -> None:
    debrief = written(company["sales1"], a_debrief(company["sales1"]))
    assert Task.objects.get().done_at == NOW
    day = debrief.finished_on
    assert day is not None
    whose = [("user", company["sales1"].id), ("unit", company.root.pk)]
    counts = figures.values(["debrief.done"], whose, (day, day), now=NOW)  # type: ignore[arg-type]
    assert [counts[("debrief.done", who)] for who in whose] == [1, 1]  # type: ignore[index]


def test_a_debrief_without_a_reason_is_not_done(company: Company) -> None:
    debrief = a_debrief(company["sales1"])
    refused = company["sales1"].client.problem("POST", f"/debriefs/{debrief.pk}/finishes")
    assert refused == (422, "debriefs.no_reason", "seller")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"seller": {"price": 9}}, "validation.less_than_equal"),
        ({"seller": {"luck": 1}}, "validation.enum"),
        ({"competitor_id": 999_999}, "core.not_found_here"),
        ({"feedback": "x"}, "validation.extra_forbidden"),
    ],
)
def test_what_makes_no_sense_is_refused(company: Company, changes: dict[str, Any], code: str) -> None:
    debrief = a_debrief(company["sales1"])
    body = {"changes": changes, "version": debrief.version}
    assert company["sales1"].client.problem("PATCH", f"/debriefs/{debrief.pk}", body)[1] == code


def test_it_is_hidden_from_who_does_not_see_the_deal(company: Company) -> None:
    debrief = a_debrief(company["sales1"])
    for who, status in (("sales1", 200), ("lead1", 200), ("boss", 200), ("sales3", 404), ("sales1b", 404)):
        answer = company[who].client.send("GET", f"/debriefs/{debrief.pk}")
        assert answer.status_code == status, who
        rows = company[who].client.read("/debriefs")["items"]
        assert bool(rows) is (status == 200), who


def test_only_the_author_and_who_leads_read_the_feedback(company: Company) -> None:
    debrief = written(company["sales1"], a_debrief(company["sales1"]))
    path, body = f"/debriefs/{debrief.pk}/feedback", {"feedback": "写得很实在"}
    assert company["sales1"].client.problem("PUT", path, body)[0] == 403
    company["lead1"].client.write("PUT", path, body)
    for who, said in (("sales1", "写得很实在"), ("lead1", "写得很实在"), ("boss", "")):
        assert company[who].client.read(f"/debriefs/{debrief.pk}")["feedback"] == said, who
    assert list(Notification.objects.filter(kind="debrief.judged").values_list("user_id", flat=True)) == [
        company["sales1"].id
    ]


def test_what_is_done_is_opened_again_before_it_is_changed(company: Company) -> None:
    debrief = written(company["sales1"], a_debrief(company["sales1"]))
    client, path = company["sales1"].client, f"/debriefs/{debrief.pk}"
    body = {"changes": {"again": "先约技术"}, "base": {"again": ""}}
    assert client.problem("PATCH", path, body)[1] == "debriefs.finished"
    assert client.write("DELETE", f"{path}/finishes")["state"] == "open"
    assert client.write("PATCH", path, body)["again"] == "先约技术"


def test_late_is_computed_and_found(company: Company) -> None:
    debrief = a_debrief(company["sales1"])
    later, actor = NOW + timedelta(days=30), company["sales1"].actor
    [board] = queries.board(filters={}, actor=actor, now=later)
    assert (board["due"], board["overdue"]) == (0, 1)
    services.edit(debrief.pk, changes={"seller": {"price": 1}}, version=1, actor=actor, now=later)
    services.finish(debrief.pk, actor=actor, now=later)
    assert queries.detail(debrief.pk, actor=actor, now=later)["standing"] == "done_late"
    client = company["sales1"].client
    for standing, number in (("done_late", 1), ("done", 0), ("overdue", 0), ("due", 0)):
        assert len(client.read("/debriefs", standing=standing)["items"]) == number, standing


def test_the_price_heard_becomes_a_market_note_once(company: Company) -> None:
    debrief, client = a_debrief(company["sales1"]), company["sales1"].client
    path = f"/debriefs/{debrief.pk}"
    assert client.problem("POST", f"{path}/notes")[1] == "debriefs.nothing_heard"
    client.write(
        "PATCH", path, {"changes": {"price_heard_minor": 8_000_000}, "base": {"price_heard_minor": None}}
    )
    client.write("POST", f"{path}/notes")
    note = Note.objects.get()
    assert (note.price_minor, note.sort, note.opportunity_id) == (8_000_000, "price", debrief.opportunity_id)
    assert client.problem("POST", f"{path}/notes")[1] == "debriefs.noted_already"


def test_lessons_wait_as_drafts_of_procedures_or_for_a_card(company: Company) -> None:
    debrief, client = a_debrief(company["sales1"]), company["sales1"].client
    path = f"/debriefs/{debrief.pk}/lessons"
    client.write("POST", path, {"text": "先确认预算口径", "to": "sop"})
    shown = client.write("POST", path, {"text": "他们的两周不含接口", "to": "card"})
    assert client.read("/debriefs/lessons", to="sop")["items"] == []
    written(company["sales1"], debrief)
    for to, text in (("sop", "先确认预算口径"), ("card", "他们的两周不含接口")):
        [row] = client.read("/debriefs/lessons", to=to)["items"]
        assert (row["text"], row["competitor_name"]) == (text, RIVAL)
    assert company["sales3"].client.read("/debriefs/lessons", to="sop")["items"] == []
    client.write("DELETE", f"{path}/{shown['lessons'][0]['id']}")
    assert client.read("/debriefs/lessons", to="sop")["items"] == []
    services.edit_policy(changes={"losses": False}, version=1, actor=company["ops"].actor, now=NOW)


def test_figures_count_both_sides_and_each_opens_its_debriefs(company: Company) -> None:
    one, other = a_debrief(company["sales1"]), a_debrief(company["sales1"])
    said: dict[str, Any] = {
        "way": "call",
        "said_by": "周经理",
        "words": "预算不够",
        "actor": company["sales1"].actor,
    }
    services.add_voice(one.pk, weights={"price": 3}, now=NOW, **said)
    services.add_voice(other.pk, weights={"product": 3, "price": 1}, now=NOW, **said)
    for debrief in (one, other):
        written(company["sales1"], debrief, price=3)
    client = company["sales1"].client
    told = client.read("/debriefs/figures")
    price = next(row for row in told["factors"] if row["factor"] == "price")
    assert (told["done"], told["heard"], told["both"], told["same"]) == (2, 2, 2, 1)
    assert (price["seller"], price["buyer"]) == (2, 2)
    for side in ("seller_said", "buyer_said"):
        assert len(client.read("/debriefs", state="done", **{side: "price"})["items"]) == 2
    assert [row["name"] for row in told["competitors"]] == [RIVAL]
    assert company["sales3"].client.read("/debriefs/figures")["done"] == 0


def test_a_page_of_three_costs_what_a_page_of_one_does(company: Company) -> None:
    client = company["boss"].client
    written(company["sales1"], a_debrief(company["sales1"]))
    one = counted(lambda: client.read("/debriefs"))
    for _ in range(2):
        written(company["sales1"], a_debrief(company["sales1"]))
    assert counted(lambda: client.read("/debriefs")) == one
    assert len(client.read("/debriefs")["items"]) == 3


def test_debriefs_follow_a_competitor_that_is_made_one_with_another(company: Company) -> None:
    debrief = a_debrief(company["sales1"])
    goes = Competitor.objects.get(name=RIVAL)
    actor = company["ops"].actor
    stays = deals.create_competitor(name="星河CRM", actor=actor, now=NOW)
    made = deals.merge_competitors(goes.pk, into_id=stays.pk, confirmed=RIVAL, actor=actor, now=NOW)
    debrief.refresh_from_db()
    assert debrief.competitor_id == stays.pk
    deals.undo_merge(made.pk, actor=actor, now=NOW)
    debrief.refresh_from_db()
    assert debrief.competitor_id == goes.pk


def test_a_stale_edit_of_the_same_words_is_refused(company: Company) -> None:
    debrief, actor = a_debrief(company["sales1"]), company["sales1"].actor
    services.edit(debrief.pk, changes={"story": "一"}, base={"story": ""}, actor=actor, now=NOW)
    with pytest.raises(DomainError) as refused:
        services.edit(debrief.pk, changes={"story": "二"}, base={"story": ""}, actor=actor, now=NOW)
    assert refused.value.code == "edit.conflict"
