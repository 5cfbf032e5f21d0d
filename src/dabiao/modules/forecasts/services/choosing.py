"""Whether the model may be used, and what happens where it no longer may."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.access.models import Role, User
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.db import hold_name
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.notifications.services import notify
from dabiao.modules.forecasts import events
from dabiao.modules.forecasts.enums import ForecastMode, ForecastWay
from dabiao.modules.forecasts.models import Policy
from dabiao.modules.forecasts.queries import serving
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities import services as deals

EDITABLE = frozenset({"model_mode"})
CHOOSES = "role.edit"  # whoever says by what the company weighs


@transaction.atomic
def edit_policy(
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Policy:
    """Switch models off, or on again while one is better. Raises `edit.conflict` (409), `access.forbidden`."""
    actor.require("forecast.manage")
    hold_name("forecast model")
    Policy.objects.get_or_create(pk=serving.POLICY, defaults={"updated_at": now})
    policy = Policy.objects.select_for_update().get(pk=serving.POLICY)
    applied = merge_edit(policy, changes, base=base, version=version, editable=EDITABLE)
    if applied:
        policy.updated_at = now
        policy.save(update_fields=[*applied, "version", "updated_at"])
        record(events.PolicyEdited(wired(applied)), policy, actor=actor, now=now)
        if policy.model_mode == ForecastMode.OFF:
            fall_back(actor=actor, now=now)
        access.announce()
    return policy


def fall_back(*, actor: Actor, now: datetime) -> None:
    """In the caller's transaction: no deal has a chance by the model any more; a company that went by it goes by stage, and
    whoever chooses that hears of it."""
    deals.forget_model_chances(actor=SYSTEM, now=now)
    if opportunities.forecast_way() == ForecastWay.MODEL:
        access.save_company_settings(changes={"forecast_by": ForecastWay.STAGE.value}, actor=SYSTEM, now=now)
        notify(_choosers(), "forecast.fell_back", {}, ("company", 1), now, dedupe=now.isoformat())


def _choosers() -> list[int]:
    roles = [role.pk for role in Role.objects.all() if CHOOSES in role.grants]
    people = User.objects.filter(roles__in=roles, is_active=True, is_integration=False)
    return list(people.order_by("pk").values_list("pk", flat=True).distinct())
