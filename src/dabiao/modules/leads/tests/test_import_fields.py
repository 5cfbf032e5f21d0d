"""Custom fields in files: filled when a lead is made, changed by updates, put back by an undo."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from dabiao.core.actor import SYSTEM
from dabiao.core.events.models import Event
from dabiao.core.fields import services as fields
from dabiao.core.fields.tests import made
from dabiao.core.importing import kinds, plan
from dabiao.core.importing.kinds import ImportField
from dabiao.core.importing.models import ImportedRow
from dabiao.core.importing.outcomes import page as outcomes_of
from dabiao.core.importing.reading.reader import Layout
from dabiao.modules.customers.models import Customer
from dabiao.modules.leads.models import Lead
from dabiao.testing.files import imported, kept, outcomes, refusals, undone
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
UPDATE: dict[str, Any] = {"mode": "update", "match": ["phone"]}
FILE = "姓名,电话,预算,系统,上线\n王芳,13812345678,12.5万,用友,2026-12-01\n赵敏,13800000002,,,\n"


@pytest.fixture
def company(settings: LazySettings, tmp_path: Path) -> Company:
    settings.DABIAO_HOME = tmp_path / "home"
    people = make_company()
    for kind in ("lead", "customer"):
        make(people, kind, "budget", "money", "预算")
        make(people, kind, "system", "text", "系统")
        make(people, kind, "go_live", "date", "上线")
    return people


def make(people: Company, kind: str, key: str, type: str, label: str, **more: Any) -> None:
    values = {"labels": {"zh-Hans": label}, **more}
    fields.create(kind=kind, key=key, type=type, values=values, actor=people["ops"].actor, now=NOW)


def held(phone: str) -> dict[str, Any]:
    return dict(Lead.objects.get(phone=phone).fields)


def test_columns_named_like_custom_fields_fill_them(company: Company) -> None:
    run = imported("lead", FILE, company["sales1"].actor)
    assert outcomes(run) == ["created", "created"]
    assert held("13812345678") == {"budget": 12_500_000, "system": "用友", "go_live": "2026-12-01"}
    assert held("13800000002") == {}


def test_a_cell_that_is_no_value_of_the_field_is_refused_by_name(company: Company) -> None:
    run = imported("lead", "姓名,电话,预算,上线\n王芳,13812345678,很多,明天吧\n", company["sales1"].actor)
    ((row, code, field),) = refusals(run)
    assert (row, field) == (2, "fields.budget")
    assert code.startswith("importing.")
    assert [one["field"] for one in run.rejects.get().more] == ["fields.go_live"]


def test_a_number_is_read_by_the_decimals_of_its_field_and_a_bad_one_named_by_its_column(
    company: Company,
) -> None:
    make(company, "lead", "factor", "number", "系数", scale=4)
    file = "姓名,电话,系数\n王芳,13812345678,0.0125\n赵敏,13800000002,0.01251\n"
    run = imported("lead", file, company["sales1"].actor)
    assert held("13812345678") == {"factor": 125}
    assert refusals(run) == [(3, "importing.number_too_precise", "fields.factor")]
    (refused,) = outcomes_of(run, shown="rejected", after=0, limit=5, actor=SYSTEM, language="zh-Hans")[
        "items"
    ]
    assert refused["reasons"] == ["系数: “0.01251”的小数位数太多，这一栏最多 4 位小数，请改短或四舍五入"]


def test_the_fields_of_a_file_are_asked_for_once_not_per_column(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def source() -> list[ImportField]:
        asked.append(1)
        return []

    monkeypatch.setitem(kinds._more, "lead", [source])
    mapping = {"姓名": "name", "电话": "phone", "微信": "wechat"}
    plan.build(kinds.kind_named("lead"), list(mapping), Layout("csv"), mapping, {})
    assert len(asked) == 1


def test_a_required_field_and_a_default_hold_for_files_too(company: Company) -> None:
    make(company, "lead", "grade_note", "text", "评语", required=True)
    make(company, "lead", "channel", "text", "渠道说明", default="官网")
    assert not imported("lead", "姓名,电话,评语\n王芳,13812345678,好\n", company["sales1"].actor).rejected
    assert held("13812345678") == {"grade_note": "好", "channel": "官网"}


def test_an_update_changes_only_the_custom_fields_it_says(company: Company) -> None:
    imported("lead", FILE, company["sales1"].actor)
    lead = Lead.objects.get(phone="13812345678")
    Lead.objects.filter(pk=lead.pk).update(
        owner_id=company["sales1"].id, unit_id=company["sales1"].employee.unit_id
    )
    run = imported("lead", "电话,预算\n13812345678,20万\n", company["sales1"].actor, **UPDATE)
    assert outcomes(run) == ["updated"]
    assert held("13812345678") == {"budget": 20_000_000, "system": "用友", "go_live": "2026-12-01"}
    assert ImportedRow.objects.get(run_id=run.pk).changes == {"fields.budget": [12_500_000, 20_000_000]}
    edited = Event.objects.get(kind="lead.edited")
    assert edited.data["changes"] == {"fields.budget": [12_500_000, 20_000_000]}


def test_an_empty_cell_takes_a_custom_value_away_where_that_is_asked_for(company: Company) -> None:
    imported("lead", FILE, company["ops"].actor)
    imported("lead", "电话,系统\n13812345678,\n", company["ops"].actor, **UPDATE)
    assert held("13812345678")["system"] == "用友"
    imported("lead", "电话,系统\n13812345678,\n", company["ops"].actor, **UPDATE, clear_empty=True)
    assert "system" not in held("13812345678")


def test_an_undo_puts_custom_fields_back_one_by_one(company: Company) -> None:
    imported("lead", FILE, company["ops"].actor)
    update = "电话,预算,系统\n13812345678,20万,金蝶\n13800000002,3万,金蝶\n"
    run = imported("lead", update, company["ops"].actor, **UPDATE)
    lead = Lead.objects.get(phone="13812345678")
    body = {"changes": {"fields": {"system": "SAP"}}, "version": lead.version}
    company["ops"].client.write("PATCH", f"/leads/{lead.pk}", body)
    undone(run, company["ops"].actor)
    assert held("13812345678") == {"budget": 12_500_000, "system": "SAP", "go_live": "2026-12-01"}
    assert held("13800000002") == {}
    assert kept(run) == [(2, "partly", [("importing.kept_changed", "fields.system")])]


def test_a_repeat_enquiry_of_a_file_fills_custom_fields_and_gives_them_back(company: Company) -> None:
    company["sales1"].client.write("POST", "/leads", {"name": "王芳", "phone": "13812345678"})
    run = imported("lead", FILE, company["sales1"].actor)
    assert outcomes(run) == ["joined", "created"]
    assert held("13812345678")["system"] == "用友"
    undone(run, company["sales1"].actor)
    assert held("13812345678") == {}


def test_customers_too(company: Company) -> None:
    ops = company["ops"].actor
    imported("customer", "客户名称,电话,预算,系统\n云岚科技,0571-88206000,8万,用友\n", ops)
    customer = Customer.objects.get()
    assert customer.fields == {"budget": 8_000_000, "system": "用友"}
    run = imported("customer", "客户名称,系统\n云岚科技,金蝶\n", ops, mode="update", match=["name"])
    assert (outcomes(run), Customer.objects.get().fields["system"]) == (["updated"], "金蝶")
    undone(run, ops)
    assert Customer.objects.get().fields == {"budget": 8_000_000, "system": "用友"}


def test_what_changed_is_said_as_the_list_says_it(company: Company) -> None:
    way = made.make(company, "way", "choice")
    made.make(company, "rate", "number", scale=2)
    made.make(company, "tender", "bool")
    sales, other = company["sales1"], company["sales1b"]
    lead = sales.client.write("POST", "/leads", {"name": "王芳", "phone": "13812345678", "source": "form"})
    content = f"电话,来源,负责人,way,rate,tender,budget\n13812345678,广告,{other.employee.user.login},用友,8.50,是,1234.5\n"
    mapping = {
        "电话": "phone",
        "来源": "source",
        "负责人": "owner",
        **{key: f"fields.{key}" for key in ("way", "rate", "tender", "budget")},
    }
    run = imported("lead", content, company["ops"].actor, mapping=mapping, mode="update", match=["phone"])
    rows = company["ops"].client.read(f"/imports/{run.pk}/rows")["items"]
    assert rows[0]["record_id"] == lead["id"]
    option = next(one["id"] for one in way["options"] if one["labels"]["zh-Hans"] == "用友")
    said = {one["field"]: (one["before_text"], one["after_text"], one["after"]) for one in rows[0]["changes"]}
    assert said == {
        "source": ("Web form", "Advert", "advert"),
        "owner_id": ("sales1", "sales1b", other.id),
        "fields.way": ("", "用友", option),
        "fields.rate": ("", "8.50", 850),
        "fields.tender": ("", "yes", True),
        "fields.budget": ("", "¥1,234.50", 123450),
    }
