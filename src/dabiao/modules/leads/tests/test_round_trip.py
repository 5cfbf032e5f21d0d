"""A file that was exported comes back by an import that updates: what nobody touched changes nothing."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from dabiao.core.actor import Actor
from dabiao.core.importing import services
from dabiao.core.importing.models import ImportRun
from dabiao.core.timers.worker import drain
from dabiao.modules.leads.models import Lead
from dabiao.testing.exports import asked, downloaded
from dabiao.testing.files import outcomes, refusals
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
REMARKS = [
    "=1+1",
    "-2+3",
    "@SUM(A1)",
    "＝1",
    "+86 138 1234 5678",
    "-5",
    "'=1",
    '"=1"',
    "普通备注",
    "+1-555-0100",
]


@pytest.fixture
def company(settings: LazySettings, tmp_path: Path) -> Any:
    settings.DABIAO_HOME = tmp_path / "home"
    with time_machine.travel(NOW, tick=False):
        yield make_company()


def brought_back(actor: Actor, format: str, content: bytes) -> ImportRun:
    run = services.upload("lead", BytesIO(content), f"线索.{format}", actor, NOW)
    assert run.guess["Record number"] == "record_id"
    names = ("record_id", "name", "phone", "remark")
    mapping = {column: name for column, name in run.guess.items() if name in names}
    assert sorted(mapping.values()) == sorted(names)
    services.start(run.pk, mapping, {"mode": "update", "match": ["record_id"]}, actor, NOW)
    return services.execute(run.pk, clock=lambda: NOW)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("who", ["ops", "manager"])
def test_untouched_it_changes_nothing_and_no_mark_is_taken_for_data(
    company: Company, format: str, who: str
) -> None:
    """The manager's file has phones masked, which counts as seen."""
    sales = company["sales1"].client
    for place, remark in enumerate(REMARKS):
        phone = "+1 202 555 0100" if place == 0 else f"138000000{place:02d}"
        lead = sales.write("POST", "/leads", {"name": f"客户{place}", "phone": phone})
        Lead.objects.filter(pk=lead["id"]).update(remark=remark)  # as an import or a program may have left it
    before = list(Lead.objects.order_by("id").values("name", "phone", "remark", "version"))
    assert [row["remark"] for row in before] == REMARKS
    export = asked(company[who].client, "lead", format=format, columns=["name", "phone", "remark"])
    drain()
    run = brought_back(company[who].actor, format, downloaded(company[who].client, export["id"]))
    assert (outcomes(run), refusals(run)) == (["unchanged"] * len(REMARKS), [])
    assert list(Lead.objects.order_by("id").values("name", "phone", "remark", "version")) == before


def test_what_was_changed_in_the_file_is_changed_in_the_record(company: Company) -> None:
    lead = company["sales1"].client.write("POST", "/leads", {"name": "王芳", "phone": "13800000000"})
    export = asked(company["ops"].client, "lead", columns=["name", "phone", "remark"])
    drain()
    content = downloaded(company["ops"].client, export["id"]).decode("utf-8-sig")
    run = brought_back(company["ops"].actor, "csv", content.replace("王芳", "王小芳").encode())
    assert (outcomes(run), Lead.objects.get(pk=lead["id"]).name) == (["updated"], "王小芳")
