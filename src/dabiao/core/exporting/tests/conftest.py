from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from dabiao.core.access.models import Role
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, Person, make_company


@pytest.fixture
def company(db: None, settings: LazySettings, tmp_path: Path) -> Any:
    """The test company, at rest on one morning, with a file store of its own."""
    settings.DABIAO_HOME = tmp_path / "home"
    with time_machine.travel(NOW, tick=False):
        yield make_company()


@pytest.fixture
def leads() -> Callable[..., list[int]]:
    """So many leads of somebody, the first one received last."""

    def made(person: Person, count: int, **facts: Any) -> list[int]:
        rows = [
            Lead(
                **{
                    "name": f"客户{n}",
                    "phone": f"+8613{person.id:03d}{n:06d}",
                    "status": "assigned",
                    **facts,
                },
                owner_id=person.id,
                unit_id=person.employee.unit_id,
                received_at=NOW - timedelta(minutes=n),
                created_at=NOW,
                updated_at=NOW,
            )
            for n in range(count)
        ]
        return [lead.pk for lead in Lead.objects.bulk_create(rows)]

    return made


@pytest.fixture
def capped(company: Company) -> Callable[..., None]:
    """Other caps for a role."""

    def set_(role: str = "team_lead", **caps: Any) -> None:
        Role.objects.filter(code=role).update(**caps)

    return set_
