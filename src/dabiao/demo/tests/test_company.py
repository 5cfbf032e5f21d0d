"""`seed`: a whole company in a database, in order, or nothing at all."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from dabiao.core.access.models import User
from dabiao.core.errors import Conflict
from dabiao.core.events.models import Delivery, Event
from dabiao.demo import company
from dabiao.demo.quotas import ASKED
from dabiao.demo.staff import COMPANY
from dabiao.doctor import run
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.org.models import Employee, Unit
from dabiao.modules.quotas.tests.world import kind
from dabiao.modules.receivables.models import Instalment
from dabiao.modules.targets.tests.world import metric


@pytest.mark.django_db(transaction=True)
def test_a_small_company_is_in_order_and_its_truth_lies_beside_it(tmp_path: Path) -> None:
    now = timezone.now()
    for code in ("signed", "received"):  # migrations wrote them, another test emptied the database
        metric(code)
    for code in ASKED:
        kind(code)
    company.seed(120, now=now, truth_to=tmp_path)
    assert run() == []
    assert Unit.objects.get(parent=None).name == COMPANY
    assert Employee.objects.count() == User.objects.count() == 19
    assert Lead.objects.count() > 100
    assert not Delivery.objects.exists()
    assert Event.objects.order_by("-at").values_list("at", flat=True)[0] <= timezone.now()
    told = json.loads((tmp_path / "parameters.json").read_text())
    assert (told["seed"], told["copies"]) == (7, 1)
    with (tmp_path / "leads.csv").open(encoding="utf-8") as rows:
        assert {row["lead"] for row in csv.DictReader(rows)} <= {str(n) for n in range(1, 121)}
    slow = Opportunity.objects.get(name="集团销售管理平台")
    assert (slow.closed_at, slow.amount_minor + slow.amount_cut_minor) == (None, 128_000_000)
    assert slow.expected_win_on is not None
    assert Instalment.objects.filter(due_on__lt=now.date(), allocated_minor=0).exists()


@pytest.mark.django_db
def test_a_database_with_people_in_it_is_left_alone(tmp_path: Path) -> None:
    User.objects.create(login="li", name="李", created_at=datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(Conflict, match="demo.not_empty"):
        company.seed(20, truth_to=tmp_path)
    assert not Lead.objects.exists()
    assert list(tmp_path.iterdir()) == []
