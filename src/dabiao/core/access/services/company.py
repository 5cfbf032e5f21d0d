"""What holds for everybody in the company."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.access import events
from dabiao.core.access.models import CompanySettings
from dabiao.core.actor import Actor
from dabiao.core.events.services import record

THE_ROW = 1
Check = Callable[[Mapping[str, Any]], None]
_checks: list[Check] = []


def check_company_settings(check: Check) -> None:
    """`check(changes)` raises where a room cannot do what is asked for. Called once by its app when it is ready."""
    _checks.append(check)


def company_settings() -> CompanySettings:
    return CompanySettings.objects.filter(pk=THE_ROW).first() or CompanySettings(pk=THE_ROW)


@transaction.atomic
def save_company_settings(*, changes: Mapping[str, Any], actor: Actor, now: datetime) -> CompanySettings:
    """Audited; the same once more is no news. For who sets what roles must have and may use up."""
    actor.require("role.edit")
    for check in _checks:
        check(changes)
    CompanySettings.objects.get_or_create(pk=THE_ROW)
    row = CompanySettings.objects.select_for_update().get(pk=THE_ROW)
    news = {
        name: [getattr(row, name), value] for name, value in changes.items() if getattr(row, name) != value
    }
    if news:
        for name, (_, value) in news.items():
            setattr(row, name, value)
        row.save(update_fields=list(news))
        record(events.CompanySettingsChanged(news), ("company", THE_ROW), actor=actor, now=now)
    return row
