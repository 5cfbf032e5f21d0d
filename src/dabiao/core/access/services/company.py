"""What holds for everybody in the company."""

from datetime import datetime

from django.db import transaction

from dabiao.core.access import events
from dabiao.core.access.models import CompanySettings
from dabiao.core.actor import Actor
from dabiao.core.events.services import record

THE_ROW = 1


def company_settings() -> CompanySettings:
    return CompanySettings.objects.filter(pk=THE_ROW).first() or CompanySettings(pk=THE_ROW)


@transaction.atomic
def save_company_settings(*, watermark: bool, actor: Actor, now: datetime) -> CompanySettings:
    """Audited; the same once more is no news. For who sets what roles must have and may use up."""
    actor.require("role.edit")
    CompanySettings.objects.get_or_create(pk=THE_ROW)
    row = CompanySettings.objects.select_for_update().get(pk=THE_ROW)
    if row.watermark != watermark:
        changes = {"watermark": [row.watermark, watermark]}
        row.watermark = watermark
        row.save(update_fields=["watermark"])
        record(events.CompanySettingsChanged(changes), ("company", THE_ROW), actor=actor, now=now)
    return row
