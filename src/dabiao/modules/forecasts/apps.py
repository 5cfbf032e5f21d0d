from datetime import datetime

from django.apps import AppConfig

DEAL = "opportunities_opportunity"


class ForecastsConfig(AppConfig):
    name = "dabiao.modules.forecasts"
    label = "forecasts"

    def ready(self) -> None:
        from dabiao.core.access.services import company
        from dabiao.core.live.reach import tell_everybody
        from dabiao.core.upkeep.triggers import register
        from dabiao.modules.forecasts.queries import serving, sums

        company.check_company_settings(serving.check_choice)
        for kind in ("forecast_policy", "forecast_model", "forecast_timing"):
            tell_everybody(kind)
        columns = (
            *("amount_minor", "currency", "expected_win_on", "owner_id", "unit_id", "stage_id"),
            *("competitor_count", "model_chance", "created_at", "stage_entered_at", "last_contact_at"),
            *("pushes", "proof_count", "evidenced_stage_id", "recorded_stage_id", "closed_at"),
        )
        register(sums.KEPT.watch(DEAL, columns, _missed))


def _missed(now: datetime) -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.forecasts.services import summing

    summing.forget(actor=SYSTEM, now=now)
