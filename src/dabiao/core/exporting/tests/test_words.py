"""What an export holds, in the words of a colleague: no number where there is a name."""

from io import BytesIO

import pytest

from dabiao.core.exporting import words
from dabiao.core.exporting.kinds import kind_named
from dabiao.core.exporting.seeing import Seen
from dabiao.core.files import services as files
from dabiao.core.http.routes.exports import lists
from dabiao.core.i18n import LANGUAGES, find
from dabiao.core.importing.models import ImportRun
from dabiao.modules.contracts.tests.builders import a_contract
from dabiao.modules.customers.services import create as a_customer
from dabiao.modules.leads.enums import LeadSource
from dabiao.modules.opportunities.models import Pipeline, Stage
from dabiao.modules.opportunities.queries import pipelines
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db
BESIDE = {"cursor", "limit", "count", "fields", "where", "q", "sort"}


def said(
    company: Company, kind: str, *, who: str = "lead1", language: str = "en", **filters: object
) -> list[str]:
    return words.parts(kind_named(kind), Seen(filters=filters), language, company[who].actor)


@pytest.mark.parametrize(
    "kind",
    [
        *("lead", "customer", "contact", "opportunity", "contract", "instalment", "receipt"),
        *("market", "review_lesson"),
    ],
)
def test_every_filter_and_column_of_a_list_has_a_name_in_every_language(kind: str) -> None:
    filters = set(lists._lists[kind].model_fields) - BESIDE
    columns = {name for name in kind_named(kind).spec.columns if not name.endswith("_id")} - {
        "id",
        "version",
        "raw",
    }
    for language in LANGUAGES:
        assert {name for name in filters if words._label(kind, name, language) == name} == set()
        assert find(language, f"enums.export_kind.{kind}")
        assert {name for name in columns if find(language, f"fields.{kind}.{name}") is None} == set()


def test_stages_and_pipelines_are_called_by_their_names(company: Company) -> None:
    (pipeline,) = pipelines("en")
    first, second = pipeline["stages"][:2]
    filters = {
        "pipeline_id": pipeline["id"],
        "stage_id": first["id"],
        "reached_stage_id": second["id"],
        "left_stage_id": first["id"],
    }
    assert said(company, "opportunity", **filters) == [
        f"Pipeline: {pipeline['name']}",
        f"Stage: {first['name']}",
        f"Came at least to: {second['name']}",
        f"Was in and left: {first['name']}",
    ]
    other = Pipeline.objects.create(code="channel", name="渠道")
    stage = Stage.objects.create(
        pipeline=other, code="", name="签约伙伴", position=0, percent=10, kind="open"
    )
    assert said(company, "opportunity", language="zh-Hans", reached_stage_id=stage.pk) == [
        "曾到达阶段：渠道 · 签约伙伴"
    ]


def test_records_are_called_by_their_names_where_the_asker_sees_them(company: Company) -> None:
    mine = a_customer(name="云岚科技", actor=company["sales1"].actor, now=NOW)
    foreign = a_customer(name="外地公司", actor=company["sales3"].actor, now=NOW)
    contract = a_contract(company["sales1"], title="年度合同", customer_id=mine.pk)
    assert said(company, "contact", customer_id=mine.pk) == ["Customer: 云岚科技"]
    assert said(company, "contact", customer_id=foreign.pk) == [f"Customer: #{foreign.pk}"]
    assert said(company, "receipt", who="finance", contract_id=contract.pk) == [f"Contract: {contract}"]
    assert said(company, "opportunity", customer_id=10**9) == ["Customer: #1000000000"]


def test_an_import_is_called_by_its_file(company: Company) -> None:
    lead = company["lead1"]
    stream = BytesIO(b"name")
    file = files.store(stream, name="三月展会.xlsx", limit_bytes=99, actor=lead.actor, now=NOW)
    run = ImportRun.objects.create(
        kind="lead", file=file, filename=file.name, created_by_id=lead.id, created_at=NOW
    )
    assert said(company, "lead", import_id=run.pk) == ["Import: 三月展会.xlsx"]
    assert said(company, "lead", who="sales3", import_id=run.pk) == [f"Import: #{run.pk}"]


def test_values_are_said_as_the_screens_say_them(company: Company) -> None:
    sales = company["sales1"]
    assert said(
        company, "lead", owner_id=sales.id, unit_id=company.team1.pk, stage_reached="converted", pool=False
    ) == ["Owner: sales1", "Unit: 一组", "Reached: Converted", "Pool: No"]
    assert said(company, "instalment", contract_status=["signed", "fulfilled"], state="overdue") == [
        "Contract status: Signed, Fully paid",
        "State: Overdue",
    ]
    assert said(company, "contact", decision_role="decides", is_primary=True) == [
        "Role in the decision: Decides",
        "Primary contact: Yes",
    ]
    assert said(company, "lead", source=str(LeadSource.ADVERT)) == ["Source: Advert"]
