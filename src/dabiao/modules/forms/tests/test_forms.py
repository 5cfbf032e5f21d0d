"""Forms as they are looked after: made, changed, checked, counted; what was kept apart is decided by people."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.modules.forms import services
from dabiao.modules.forms.models import Form, Submission
from dabiao.modules.forms.tests.world import FIELDS, TEXTS, WANG, Stranger, a_form
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, ApiClient, Company, make_company

pytestmark = pytest.mark.django_db
BODY = {"name": "官网", "texts": TEXTS, "fields": FIELDS}


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def ops(company: Company) -> ApiClient:
    return company["ops"].client


def test_a_form_is_made_edited_and_closed(ops: ApiClient) -> None:
    made = ops.write("POST", "/forms", BODY)
    assert (made["state"], made["fill_seconds"], made["used"]) == ("draft", 3, False)
    assert made["fields"][0] == {"name": "name", "required": True, "label": "", "placeholder": "", "help": ""}
    path = f"/forms/{made['id']}"
    edited = ops.write("PATCH", path, {"changes": {"state": "live", "campaign": "春季"}, "version": 1})
    assert (edited["state"], edited["campaign"], edited["version"]) == ("live", "春季", 2)
    stale = {"changes": {"campaign": "夏季"}, "base": {"campaign": ""}}
    assert ops.problem("PATCH", path, stale)[:2] == (409, "edit.conflict")


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"name": " "}, "core.invalid_value", "name"),
        ({"fields": [{"name": "salary"}]}, "forms.unknown_field", "fields.0.name"),
        ({"fields": [{"name": "fields.nope"}]}, "forms.unknown_field", "fields.0.name"),
        ({"fields": [{"name": "phone"}, {"name": "phone"}]}, "forms.field_twice", "fields.1.name"),
        ({"state": "live", "fields": [{"name": "remark"}]}, "forms.nobody_to_answer", "fields"),
        ({"state": "live", "texts": {}}, "core.required", "texts.title"),
        ({"texts": {"redirect": "http://a.example"}}, "forms.not_https", "texts.redirect"),
        ({"texts": {"redirect": "https://a.example;script-src *"}}, "forms.not_https", "texts.redirect"),
        ({"texts": {"redirect": "https://me@a.example"}}, "forms.not_https", "texts.redirect"),
        ({"texts": {"redirect": "javascript:alert(1)"}}, "forms.not_https", "texts.redirect"),
        ({"origins": ["www.example.com"]}, "forms.not_an_origin", "origins.0"),
        ({"origins": ["https://a.example/shop"]}, "forms.not_an_origin", "origins.0"),
        ({"origins": ["https://a.example 'unsafe-inline'"]}, "forms.not_an_origin", "origins.0"),
        ({"unit_id": 999_999}, "forms.unknown_unit", "unit_id"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    ops: ApiClient, said: Any, code: str, field: str
) -> None:
    status, told, where = ops.problem("POST", "/forms", {**BODY, **said})
    assert (status, where) == (422, field)
    assert told == code or code == "core.invalid_value"
    assert not Form.objects.exists()


def test_who_manages_a_branch_makes_forms_for_it_and_sees_no_others(company: Company, ops: ApiClient) -> None:
    manager = company["manager"].client
    south = ops.write("POST", "/forms", {**BODY, "unit_id": company.south.pk})
    assert manager.problem("POST", "/forms", {**BODY, "unit_id": company.south.pk})[:2] == (
        403,
        "access.forbidden",
    )
    mine = manager.write("POST", "/forms", {**BODY, "unit_id": company.team1.pk})
    assert [one["id"] for one in manager.read("/forms")["items"]] == [mine["id"]]
    assert manager.problem("GET", f"/forms/{south['id']}")[0] == 404
    assert (
        manager.problem("PATCH", f"/forms/{mine['id']}", {"changes": {"unit_id": None}, "version": 1})[0]
        == 403
    )


def test_numbers_open_exactly_what_was_counted(company: Company, ops: ApiClient) -> None:
    form = a_form(company)
    stranger = Stranger(form)
    for phone in ("13812345678", "13812345678", "13912345678"):
        stranger.fill_in({**WANG, "phone": phone})
    stranger.fill_in(website="x")
    (row,) = ops.read("/forms")["items"]
    assert {name: row[name] for name in ("views", "submissions", "leads", "suspected")} == {
        "views": 4,
        "submissions": 3,
        "leads": 2,
        "suspected": 1,
    }
    for state, count in (("taken", 3), ("received", 2), ("joined", 1), ("suspected", 1)):
        params = {"form_id": form.pk, "state": state, "since": ops.read("/forms")["since"], "count": True}
        assert ops.read("/form-submissions", **params)["count"] == count, state


@pytest.mark.parametrize("path", ["/forms", "/form-submissions", "/forms/{id}/codes"])
def test_lists_ask_the_same_for_one_row_and_for_three(company: Company, ops: ApiClient, path: str) -> None:
    form = a_form(company)

    def more() -> None:
        stranger = Stranger(a_form(company))
        stranger.fill_in({**WANG, "phone": f"1381234567{Form.objects.count()}"})
        services.create_code(form.pk, values={"name": "地铁"}, actor=company["ops"].actor, now=NOW)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            ops.read(path.format(id=form.pk))
        return len(queries)

    more()
    asked()
    once = asked()
    more()
    more()
    assert asked() == once


def test_phones_are_masked_for_who_may_not_read_them_all(company: Company, ops: ApiClient) -> None:
    form = a_form(company, unit_id=company.east.pk)
    Stranger(form).fill_in()
    shown = [
        client.read("/form-submissions")["items"][0]["values"]["phone"]
        for client in (ops, company["manager"].client)
    ]
    assert shown == ["138 1234 5678", "138******5678"]


def test_one_press_makes_a_lead_of_what_was_suspected_and_a_second_none(
    company: Company, ops: ApiClient
) -> None:
    stranger = Stranger(a_form(company))
    stranger.fill_in({**WANG, "phone": "没有"}, website="x")
    id = Submission.objects.get().pk
    for _ in range(2):
        shown = ops.write("POST", f"/form-submissions/{id}/acceptances")
        assert (shown["state"], shown["actions"]) == ("received", [])
    lead = Lead.objects.get()
    assert (lead.name, lead.phone, lead.owner_id, shown["subject_id"]) == ("王芳", "没有", None, lead.pk)
    assert ops.problem("POST", f"/form-submissions/{id}/dismissals")[:2] == (409, "forms.taken_already")


def test_what_is_put_aside_may_still_be_taken(company: Company, ops: ApiClient) -> None:
    Stranger(a_form(company)).fill_in(website="x")
    id = Submission.objects.get().pk
    assert ops.write("POST", f"/form-submissions/{id}/dismissals")["actions"] == ["accept"]
    assert ops.read("/forms")["items"][0]["suspected"] == 0
    assert ops.write("POST", f"/form-submissions/{id}/acceptances")["state"] == "received"


def test_a_form_that_was_used_is_closed_and_not_removed(company: Company, ops: ApiClient) -> None:
    used, unused = a_form(company), a_form(company)
    Stranger(used).fill_in()
    assert ops.problem("DELETE", f"/forms/{used.pk}")[:2] == (409, "forms.was_used")
    ops.write("DELETE", f"/forms/{unused.pk}")
    assert [one["id"] for one in ops.read("/forms")["items"]] == [used.pk]
    assert Stranger(unused).get(f"/f/{unused.token}").status_code == 404


def test_a_preview_is_the_page_itself_and_keeps_nothing(ops: ApiClient) -> None:
    texts = {"title": "<b>预约</b>"}
    html = ops.write("POST", "/form-previews", {"texts": texts, "fields": [{"name": "phone"}]})["html"]
    assert "<h1>&lt;b&gt;预约&lt;/b&gt;</h1>" in html
    assert 'type="tel"' in html
    assert "<script" not in html
    assert not Form.objects.exists()


def test_codes_are_drawn_and_lead_to_where_this_house_is_reached(
    company: Company, ops: ApiClient, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://crm.example"
    form = a_form(company)
    code = ops.write("POST", f"/forms/{form.pk}/codes", {"name": "地铁", "owner_id": company["sales1"].id})
    assert (code["owner_name"], code["visits"], code["leads"]) == ("sales1", 0, 0)
    for kind, head in (("svg", b"<?xml"), ("png", b"\x89PNG")):
        answer = ops.send("GET", f"/form-codes/{code['id']}/image", {"format": kind})
        assert b"".join(answer.streaming_content).startswith(head)
        assert answer["Content-Disposition"] == f'attachment; filename="code-{code["token"]}.{kind}"'
    path = f"/form-codes/{code['id']}"
    assert ops.write("PATCH", path, {"changes": {"owner_id": None}, "version": 1})["owner_id"] is None
    ops.write("DELETE", path)
    assert ops.read(f"/forms/{form.pk}/codes")["items"] == []
    assert Stranger(form).get(f"/q/{code['token']}").status_code == 302


def test_a_code_for_somebody_who_left_is_refused(company: Company, ops: ApiClient) -> None:
    form = a_form(company)
    body = {"name": "地铁", "owner_id": 999_999}
    assert ops.problem("POST", f"/forms/{form.pk}/codes", body) == (422, "org.not_working", "owner_id")
