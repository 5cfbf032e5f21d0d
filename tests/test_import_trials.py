"""A trial says of each row exactly what the run then does, and a row's outcome does not hang on where chunks end."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from tests.shared_world import rolled_back

from dabiao.core.importing import engine
from dabiao.core.importing.models import ImportedRow, ImportRun
from dabiao.modules.customers.tests.builders import a_customer
from dabiao.testing.files import imported
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db
PHONES = ("", "13800000001", "13800000002", "13800000003")
ROW = {"number": st.sampled_from((0, 0, 0, 1, 2)), "phone": st.sampled_from(PHONES)}
LEADS = st.fixed_dictionaries(
    {
        **ROW,
        "wechat": st.sampled_from(("", "wxone1", "wxtwo2", "wxthree3")),
        "title": st.sampled_from(("经理", "总监")),
    }
)
CUSTOMERS = st.fixed_dictionaries(
    {
        **ROW,
        "name": st.sampled_from(("云岚科技", "启明", "东方")),
        "region": st.sampled_from(("杭州", "上海")),
        "contact_phone": st.sampled_from(("", "13900000001", "13900000002")),
    }
)
MODES = st.sampled_from(
    (
        {"mode": "create"},
        *({"mode": mode, "match": match} for mode in ("update", "upsert") for match in ("a", "b", "both")),
    )
)
MATCH = {
    "lead": {"a": ["phone"], "b": ["record_id", "phone"], "both": ["wechat", "phone"]},
    "customer": {"a": ["name"], "b": ["record_id", "phone"], "both": ["phone", "name"]},
}
Rows = list[dict[str, Any]]


@pytest.fixture
def company(settings: LazySettings, tmp_path: Path) -> Company:
    settings.DABIAO_HOME = tmp_path / "home"
    return make_company()


def told(run: ImportRun) -> list[tuple[Any, ...]]:
    """Row by row: outcome, what it is refused for, and of records there were before, which and what changes in it."""
    refused = {one.row_number: (one.code, one.field) for one in run.rejects.all()}
    rows = list(ImportedRow.objects.filter(run_id=run.pk).order_by("row_number"))
    makes = {row.record_id: row.row_number for row in rows if row.outcome == "created" and row.record_id}
    found = []
    for row in rows:
        maker = row.same_as or (makes.get(row.record_id) if row.outcome != "created" else None)
        there = row.record_id if maker is None and row.outcome != "created" else None
        found.append((row.outcome, refused.get(row.row_number), maker, there, row.changes))
    return found


def both(company: Company, kind: str, rows: Rows, options: dict[str, Any], chunk: int) -> tuple[Any, Any]:
    actor = company["ops"].actor
    new_only = {"contact_phone"} if options["mode"] == "update" else set()
    names = [name for name in rows[0] if name not in {"number", *new_only}]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "CHUNK", chunk)
        ids = there(company, kind)
        lines = [",".join(("编号", *names))]
        for row in rows:
            number = str(ids[row["number"] - 1]) if row["number"] else ""
            lines.append(",".join((number, *(row[name] for name in names))))
        mapping = {name: name for name in names}
        if "match" in options:
            options = {**options, "match": MATCH[kind][options["match"]]}
            if "record_id" in options["match"]:
                mapping["编号"] = "record_id"
        said = {"mapping": mapping, **options, "owner_id": company["sales1"].id}
        trial = imported(kind, "\n".join(lines) + "\n", actor, dry_run=True, **said)
        real = imported(kind, "\n".join(lines) + "\n", actor, **said)
        return told(trial), told(real)


def there(company: Company, kind: str) -> list[int]:
    """Two records, one of which has two keys."""
    sales = company["sales1"]
    if kind == "lead":
        facts = {"name": "王芳", "phone": PHONES[1], "wechat": "wxone1"}, {"name": "李四", "phone": PHONES[2]}
        return [sales.client.write("POST", "/leads", one)["id"] for one in facts]
    return [
        a_customer(sales, "云岚科技", phone=PHONES[1]).pk,
        a_customer(sales, "启明").pk,
    ]


def check(company: Company, kind: str, rows: Rows, options: dict[str, Any], chunk: int) -> None:
    with rolled_back():
        trial, real = both(company, kind, rows, options, chunk)
        assert trial == real


COMMON = {
    "deadline": None,
    "phases": (Phase.explicit, Phase.generate),
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}
GIVEN_LATER = [
    {"number": 1, "phone": PHONES[3], "wechat": "", "title": "经理"},
    {"number": 0, "phone": PHONES[3], "wechat": "", "title": "经理"},
    {"number": 0, "phone": PHONES[1], "wechat": "", "title": "经理"},
]


# the second row can have its WeChat id only because the third takes it from its holder
SET_FREE = [
    {"number": 0, "phone": PHONES[2], "wechat": "wxone1", "title": "经理"},
    {"number": 0, "phone": PHONES[2], "wechat": "wxone1", "title": "经理"},
    {"number": 1, "phone": PHONES[1], "wechat": "wxtwo2", "title": "总监"},
    {"number": 0, "phone": PHONES[2], "wechat": "wxthree3", "title": "总监"},
]


@settings(max_examples=15, **COMMON)  # type: ignore[arg-type]
@given(
    rows=st.lists(LEADS, min_size=1, max_size=6), options=MODES, clears=st.booleans(), chunk=st.integers(1, 4)
)
@example(rows=GIVEN_LATER, options={"mode": "update", "match": "b"}, clears=False, chunk=1)
@example(rows=GIVEN_LATER, options={"mode": "upsert", "match": "b"}, clears=False, chunk=2)
@example(rows=SET_FREE, options={"mode": "update", "match": "a"}, clears=False, chunk=3)
def test_a_trial_of_leads_and_its_run_agree(
    company: Company, rows: Rows, options: dict[str, Any], clears: bool, chunk: int
) -> None:
    more = {"clear_empty": True} if clears and options["mode"] != "create" else {}
    check(company, "lead", rows, {**options, **more}, chunk)


@settings(max_examples=15, **COMMON)  # type: ignore[arg-type]
@given(rows=st.lists(CUSTOMERS, min_size=1, max_size=6), options=MODES, chunk=st.integers(1, 4))
def test_a_trial_of_customers_and_its_run_agree(
    company: Company, rows: Rows, options: dict[str, Any], chunk: int
) -> None:
    check(company, "customer", rows, options, chunk)


@pytest.mark.parametrize("chunk", [1, 2, 500])
def test_a_later_row_finds_a_record_by_the_key_that_an_earlier_one_gave_it(
    company: Company, chunk: int
) -> None:
    for one in both(company, "lead", GIVEN_LATER, {"mode": "update", "match": "b"}, chunk):
        assert [(outcome, refused) for outcome, refused, *_ in one] == [
            ("updated", None),
            ("unchanged", None),
            ("rejected", ("importing.nothing_to_update", "record_id")),
        ]
