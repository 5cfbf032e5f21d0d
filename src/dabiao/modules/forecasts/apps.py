from datetime import datetime

from django.apps import AppConfig

DEAL = "opportunities_opportunity"
MARK = "INSERT INTO forecasts_opensummark (owner_id) SELECT"


class ForecastsConfig(AppConfig):
    name = "dabiao.modules.forecasts"
    label = "forecasts"

    def ready(self) -> None:
        from dabiao.core.access.services import company
        from dabiao.core.live.reach import tell_everybody
        from dabiao.core.upkeep.triggers import Watch, Watched, register
        from dabiao.modules.forecasts.queries import serving

        company.check_company_settings(serving.check_choice)
        for kind in ("forecast_policy", "forecast_model", "forecast_timing"):
            tell_everybody(kind)
        columns = (
            *("amount_minor", "currency", "expected_win_on", "owner_id", "unit_id", "stage_id"),
            *("competitor_count", "model_chance", "created_at", "stage_entered_at", "last_contact_at"),
            *("pushes", "proof_count", "evidenced_stage_id", "recorded_stage_id", "closed_at"),
        )
        register(Watch("open_sums", (Watched(DEAL, columns, _mark_owner),), _missed))


def _mark_owner(row: str) -> str:
    return f"{MARK} COALESCE({row}.owner_id, 0)"


def _missed(now: datetime) -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.forecasts.services import summing

    summing.forget(actor=SYSTEM, now=now)
