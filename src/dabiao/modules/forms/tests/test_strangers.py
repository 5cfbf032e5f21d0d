"""Nobody is signed in: what is sent becomes a lead once, or is refused with everything kept, or is kept apart."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from dabiao.core.attachments.models import Attachment
from dabiao.core.timers.worker import drain
from dabiao.modules.dispatch.tests import world as dispatching
from dabiao.modules.forms import services
from dabiao.modules.forms.models import CodeDay, FormDay, Submission
from dabiao.modules.forms.rules import tickets
from dabiao.modules.forms.tests.world import FIELDS, TEXTS, WANG, Stranger, a_form, text_of, ticket_in
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def stranger(company: Company) -> Stranger:
    return Stranger(a_form(company))


def states() -> list[tuple[str, str]]:
    return list(Submission.objects.order_by("pk").values_list("state", "suspicion"))


def test_what_is_sent_is_a_lead_that_remembers_everything(company: Company) -> None:
    form = a_form(company, unit_id=company.east.pk, campaign_from_utm=True, cost_minor=5_000)
    stranger = Stranger(form)
    stranger.page()
    query = "?utm_source=baidu&utm_campaign=spring&page=https://shop.example/a&other=1"
    answer = stranger.send(query=query, _ref="https://search.example/")
    assert (answer.status_code, answer["Location"]) == (303, f"/f/{form.token}/thanks")
    assert "收到了" in text_of(stranger.get(answer["Location"]))
    lead = Lead.objects.get()
    assert (lead.name, lead.phone, lead.remark) == ("王芳", "13812345678", "想看演示")
    assert (lead.source, lead.campaign, lead.cost_minor) == ("form", "spring", 5_000)
    assert (lead.owner_id, lead.unit_id, lead.created_by_id) == (None, company.east.pk, None)
    assert lead.raw == {
        "form": "官网",
        "values": WANG,
        "utm_source": "baidu",
        "utm_campaign": "spring",
        "page": "https://shop.example/a",
        "referrer": "https://search.example/",
    }
    row = Submission.objects.get()
    assert (row.state, row.about_kind, row.about_id) == ("received", "lead", lead.pk)


def test_it_is_given_by_the_rules_at_once(company: Company) -> None:
    dispatching.policy()
    dispatching.rule(company, "sales1")
    Stranger(a_form(company)).fill_in()
    drain(timezone.now())
    assert Lead.objects.get().owner_id == company["sales1"].id


def test_the_same_sent_again_is_one_lead(stranger: Stranger) -> None:
    stranger.page()
    assert [stranger.send().status_code for _ in range(3)] == [303, 303, 303]
    assert (Lead.objects.count(), Enquiry.objects.count(), states()) == (1, 0, [("received", "")])


def test_who_is_known_joins_and_what_they_corrected_is_kept(stranger: Stranger) -> None:
    stranger.page()
    stranger.send()
    stranger.send({**WANG, "remark": "改一下：要两个名额"})
    assert (Lead.objects.count(), Enquiry.objects.count()) == (1, 1)
    assert states() == [("received", ""), ("joined", "")]


def test_a_phone_that_is_none_is_told_at_the_field_and_nothing_typed_is_lost(stranger: Stranger) -> None:
    stranger.page()
    html = text_of(answer := stranger.send({"name": "王<b>芳", "phone": "12345", "remark": '"想看"'}))
    assert answer.status_code == 422
    assert '<p class="wrong" id="wrong-phone">这不像电话号码' in html
    assert 'aria-invalid="true" aria-describedby="help-phone wrong-phone"' in html
    assert 'value="王&lt;b&gt;芳"' in html
    assert "&quot;想看&quot;</textarea>" in html
    assert ticket_in(html) == stranger.ticket
    assert (Lead.objects.count(), stranger.send().status_code) == (0, 303)


def test_every_fault_is_told_at_once(company: Company) -> None:
    fields = [*FIELDS, {"name": "email"}]
    stranger = Stranger(a_form(company, fields=fields, texts={**TEXTS, "consent": "同意联系"}))
    html = text_of(stranger.fill_in({"name": " ", "phone": "", "email": "a@b"}))
    assert html.count('class="wrong"') == 4
    assert "有 4 处需要修改" in html


def test_the_wording_that_was_agreed_to_is_kept_as_it_was(company: Company) -> None:
    form = a_form(company, texts={**TEXTS, "consent": "同意联系，第一版"})
    stranger = Stranger(form)
    assert stranger.fill_in().status_code == 422
    assert stranger.send(_consent="1").status_code == 303
    texts = {**TEXTS, "consent": "同意联系，第二版"}
    services.edit(form.pk, changes={"texts": texts}, version=1, actor=company["ops"].actor, now=NOW)
    assert Submission.objects.get().consent == "同意联系，第一版"


def test_a_bot_that_fills_in_what_nobody_sees_is_thanked_and_makes_no_lead(stranger: Stranger) -> None:
    assert stranger.fill_in(website="http://spam.example").status_code == 303
    assert (states(), Lead.objects.count()) == ([("suspected", "trap")], 0)


def test_who_is_too_quick_is_asked_to_press_once_more_and_is_a_lead_then(company: Company) -> None:
    stranger = Stranger(a_form(company, fill_seconds=3))
    with time_machine.travel(NOW, tick=False) as clock:
        stranger.page()
        clock.shift(2)
        html = text_of(answer := stranger.send())
        assert (answer.status_code, states()) == (422, [("suspected", "too_fast")])
        assert "请再按一次提交" in html
        assert 'value="138 1234 5678"' in html
        clock.shift(1)
        assert stranger.send().status_code == 303
    assert (states(), Lead.objects.count()) == ([("received", "")], 1)


def test_a_page_that_stood_open_over_night_is_sent_once_more_and_nothing_is_lost(stranger: Stranger) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        stranger.page()
        clock.shift(timedelta(hours=25))
        stranger.ticket = ticket_in(text_of(stranger.send()))
        assert states() == [("suspected", "no_ticket")]
        assert stranger.send().status_code == 303
    assert (states(), Lead.objects.count()) == ([("received", "")], 1)


@pytest.mark.parametrize("ticket", ["", "a.b.c.d", "x.1.0.AAAA", "1" * 5_000])
def test_what_comes_without_our_ticket_is_kept_apart(stranger: Stranger, ticket: str) -> None:
    stranger.ticket = ticket
    assert stranger.send().status_code == 422
    assert (states(), Lead.objects.count()) == ([("suspected", "no_ticket")], 0)


def test_a_ticket_of_another_form_is_none(company: Company, stranger: Stranger) -> None:
    other = Stranger(a_form(company, name="展会"))
    other.page()
    stranger.ticket = other.ticket
    stranger.send()
    assert states() == [("suspected", "no_ticket")]


def test_advertising_is_kept_apart(stranger: Stranger) -> None:
    stranger.fill_in({**WANG, "remark": "http://a.example www.b.example https://c.example"})
    assert states() == [("suspected", "links")]


def test_a_flood_makes_no_lead_and_few_rows_and_a_visitor_behind_the_same_address_passes(
    stranger: Stranger,
) -> None:
    """Bots post what they like; the visitor shares their address."""
    bot = Stranger(stranger.form)
    with time_machine.travel(NOW, tick=False):
        said = [{"name": f"bot {n}", "phone": f"139{n:08}"} for n in range(1_000)]
        answers = [bot.send(one).status_code for one in said]
    assert (answers.count(422), answers.count(429)) == (20, 980)
    assert (Lead.objects.count(), Submission.objects.count()) == (0, 20)
    assert stranger.fill_in().status_code == 303
    assert Lead.objects.get().name == "王芳"


def test_many_from_one_address_are_told_when_to_come_again_and_others_pass(company: Company) -> None:
    form = a_form(company, address_limit=2)
    stranger = Stranger(form, language="zh-TW")
    with time_machine.travel(NOW, tick=False):
        sent = [stranger.fill_in({**WANG, "phone": f"1381234567{n}"}) for n in range(3)]
        other = Stranger(form, address="203.0.113.10").fill_in({**WANG, "phone": "13812345679"})
    assert [answer.status_code for answer in sent] == [303, 303, 429]
    assert sent[-1]["Retry-After"] == "300"
    assert "提交得太頻繁了，請等 300 秒再試" in text_of(sent[-1])
    assert 'value="13812345672"' in text_of(sent[-1])
    assert (other.status_code, Lead.objects.count()) == (303, 3)


def test_a_whole_office_behind_one_address_passes(stranger: Stranger) -> None:
    answers = [stranger.fill_in({**WANG, "phone": f"138123456{n:02}"}).status_code for n in range(30)]
    assert (set(answers), Lead.objects.count()) == ({303}, 30)


def test_a_body_beyond_measure_is_not_read(stranger: Stranger) -> None:
    stranger.page()
    answer = stranger.send({**WANG, "remark": "长" * 30_000})
    assert (answer.status_code, Submission.objects.count()) == (413, 0)


def test_only_fields_of_the_form_are_taken(stranger: Stranger) -> None:
    stranger.fill_in({**WANG, "company": "Acme", "owner_id": "1", "status": "converted"})
    lead = Lead.objects.get()
    assert (lead.company, lead.owner_id, lead.status) == ("", None, "new")


def test_a_form_that_is_closed_a_draft_or_unknown_takes_nothing(company: Company) -> None:
    closed, draft = a_form(company, state="closed"), a_form(company, state="draft")
    answers = [Stranger(form).send().status_code for form in (closed, draft)]
    unknown = Stranger(closed).post("/f/nonsense", WANG)
    assert (answers, unknown.status_code, Submission.objects.count()) == ([410, 404], 404, 0)


def test_a_new_address_kills_the_old_one_and_its_tickets(company: Company, stranger: Stranger) -> None:
    stranger.page()
    services.renew(stranger.form.pk, actor=company["ops"].actor, now=NOW)
    paths = (stranger.path, f"{stranger.path}.js", f"{stranger.path}/thanks")
    assert [stranger.get(path).status_code for path in paths] == [404, 404, 404]
    stranger.form.refresh_from_db()
    stranger.send()
    assert states() == [("suspected", "no_ticket")]


def test_the_page_lets_nothing_foreign_run_and_stands_only_where_it_may(company: Company) -> None:
    texts = {**TEXTS, "redirect": "https://shop.example/thanks?a=1"}
    form = a_form(company, origins=["https://www.example.com/"], texts=texts)
    stranger = Stranger(form)
    answer = stranger.get(stranger.path)
    assert answer["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; "
        "form-action 'self' https://shop.example; frame-ancestors 'self' https://www.example.com"
    )
    assert not answer.cookies
    assert stranger.fill_in()["Location"] == "https://shop.example/thanks?a=1"
    framed = Stranger(form)
    framed.page("?embed=1")
    sent = framed.send({**WANG, "phone": "13912345678"}, query="?embed=1")
    assert sent["Location"] == f"/f/{form.token}/thanks?embed=1"
    assert 'data-redirect="https://shop.example/thanks?a=1"' in text_of(framed.get(sent["Location"]))


@pytest.mark.parametrize(
    ("language", "label", "button", "wrong"),
    [
        ("zh-Hans", "姓名", "提交", "请填写这一项"),
        ("zh-Hant", "姓名", "提交", "請填寫這一項"),
        ("en", "Name", "Send", "Please fill this in"),
    ],
)
def test_a_form_speaks_its_own_language(
    company: Company, language: str, label: str, button: str, wrong: str
) -> None:
    texts = {"title": "Demo"}
    stranger = Stranger(a_form(company, language=language, texts=texts), language="de")
    page = stranger.page()
    assert f'<html lang="{language}">' in page
    assert f">{label}</label>" in page
    assert f">{button}</button>" in page
    assert wrong in text_of(stranger.send({"name": ""}))


def test_a_form_without_sites_may_stand_everywhere(stranger: Stranger) -> None:
    assert stranger.get(stranger.path)["Content-Security-Policy"].endswith("frame-ancestors *")


@given(said=st.text(max_size=60), label=st.text(max_size=40))
@settings(max_examples=30, deadline=None)
def test_html_in_any_field_is_only_ever_text(said: str, label: str) -> None:
    from dabiao.modules.forms.api.markup import Asked, form_page
    from dabiao.modules.forms.models import Form
    from dabiao.modules.forms.rules.checking import tidied

    evil = f"<script>alert(1)</script>\"'{said}"
    fields = [{"name": "name", "label": evil + label, "placeholder": evil, "help": evil}, {"name": "remark"}]
    texts = dict.fromkeys(("title", "introduction", "button", "consent"), evil)
    form = Form(token="t", language="en", **tidied({"fields": fields, "texts": texts}))
    typed = {"name": evil, "remark": evil + "</textarea>"}
    html = form_page(Asked(form, evil, evil, evil, typed, True, {"name": evil}, evil))
    assert html.count("<script") == 1
    assert "alert(1)</script>" not in html
    assert html.count("</textarea>") == 1


@given(
    nonce=st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True), issued=st.integers(0, 2**40), cut=st.data()
)
def test_a_ticket_is_read_as_it_was_written_and_no_other(nonce: str, issued: int, cut: Any) -> None:
    ticket = tickets.Ticket(nonce, issued, 7)
    written = tickets.written(ticket, "form", b"key")
    assert tickets.read(written, "form", b"key") == ticket
    place = cut.draw(st.integers(0, len(written) - 1))
    assert tickets.read(written[:place] + "~" + written[place + 1 :], "form", b"key") is None
    assert tickets.read(written, "other", b"key") is None
    assert tickets.read(written, "form", b"other") is None


def test_views_are_counted_by_day_and_an_address_that_only_looks_counts_no_more(stranger: Stranger) -> None:
    for _ in range(70):
        stranger.page()
    assert FormDay.objects.get().views == 60


def test_a_code_counts_leads_to_its_form_and_gives_to_whose_it_is_while_on_duty(company: Company) -> None:
    form, ops = a_form(company), company["ops"].actor
    owner = company["sales1"]
    values = {"name": "地铁", "campaign": "地铁广告", "owner_id": owner.id}
    code = services.create_code(form.pk, values=values, actor=ops, now=NOW)
    stranger = Stranger(form)
    onward = stranger.get(f"/q/{code.token}")
    assert (onward.status_code, onward["Location"]) == (302, f"/f/{form.token}?c={code.token}")
    stranger.page(f"?c={code.token}")
    stranger.send()
    lead = Lead.objects.get()
    assert (lead.owner_id, lead.campaign, lead.raw["code"]) == (owner.id, "地铁广告", "地铁")
    owner.employee.on_duty = False
    owner.employee.save()
    stranger.page(f"?c={code.token}")
    stranger.send({**WANG, "phone": "13912345678"})
    assert Lead.objects.get(phone="13912345678").owner_id is None
    assert CodeDay.objects.get().visits == 1
    assert Submission.objects.filter(code=code).count() == 2


def test_a_file_comes_with_the_lead(company: Company) -> None:
    stranger = Stranger(a_form(company, fields=[*FIELDS, {"name": "file", "required": True}]))
    assert stranger.fill_in().status_code == 422
    file = SimpleUploadedFile("图纸.pdf", b"%PDF-1.7\nplan")
    assert stranger.send(file=file).status_code == 303
    row = Attachment.objects.get()
    lead = Lead.objects.get()
    assert (row.about_kind, row.about_id, row.added_by_id) == ("lead", lead.pk, None)
    shown = company["ops"].client.read("/files", subject_kind="lead", subject_id=lead.pk)["items"]
    assert [(one["name"], one["added_by_name"]) for one in shown] == [("图纸.pdf", None)]


def test_a_program_is_refused_at_its_field_and_what_was_typed_stays(company: Company) -> None:
    stranger = Stranger(a_form(company, fields=[*FIELDS, {"name": "file"}]))
    html = text_of(answer := stranger.fill_in(file=SimpleUploadedFile("a.exe", b"MZ\x90\x00" * 40)))
    assert (answer.status_code, Lead.objects.count()) == (422, 0)
    assert 'id="wrong-file"' in html
    assert 'value="138 1234 5678"' in html


def test_custom_fields_are_asked_as_what_they_are(company: Company) -> None:
    ops = company["ops"].client
    for key, type, more in (
        ("budget", "money", {}),
        ("systems", "choices", {"options": [{"labels": {"zh-Hans": "ERP"}}, {"labels": {"zh-Hans": "CRM"}}]}),
        ("needed", "text", {"required": True}),
    ):
        ops.write(
            "POST", "/fields", {"kind": "lead", "key": key, "type": type, "labels": {"zh-Hans": key}, **more}
        )
    fields = [*FIELDS, {"name": "fields.budget", "label": "预算（元）"}, {"name": "fields.systems"}]
    stranger = Stranger(a_form(company, fields=fields))
    assert 'type="checkbox" name="fields.systems" value="o2"' in stranger.page()
    assert "wrong-fields.budget" in text_of(stranger.send(**{"fields.budget": "很多"}))
    stranger.send(**{"fields.budget": "12.5万", "fields.systems": ["o1", "o2"]})
    assert Lead.objects.get().fields == {"budget": 12_500_000, "systems": ["o1", "o2"]}
