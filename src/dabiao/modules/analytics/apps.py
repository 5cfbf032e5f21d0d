from datetime import datetime

from django.apps import AppConfig

DEAL = "opportunities_opportunity"
MARK = "INSERT INTO analytics_funnelmark (basis, unit_id, at) SELECT"


class AnalyticsConfig(AppConfig):
    """Reads of everything below; what it keeps are sums that can be counted anew."""

    name = "dabiao.modules.analytics"
    label = "analytics"

    def ready(self) -> None:
        from dabiao.core.upkeep.triggers import Watch, Watched, register

        deal_columns = (
            *("pipeline_id", "stage_id", "amount_minor", "currency", "source", "lost_reason"),
            *("closed_at", "owner_id", "unit_id", "created_at"),
        )
        stay_columns = ("opportunity_id", "stage_id", "entered_at", "left_at")
        tables = (
            Watched(DEAL, deal_columns, _mark_deal),
            Watched("opportunities_stageentry", stay_columns, _mark_deal_of_stay),
        )
        register(Watch("funnel", tables, _missed))


def _mark_deal(row: str) -> str:
    opened = f"{MARK} 'opened', COALESCE({row}.unit_id, 0), {row}.created_at"
    closed = f"{MARK} 'closed', COALESCE({row}.unit_id, 0), {row}.closed_at WHERE {row}.closed_at IS NOT NULL"
    return f"{opened}; {closed}"


def _mark_deal_of_stay(row: str) -> str:
    return f"{MARK} 'opened', COALESCE(unit_id, 0), created_at FROM {DEAL} WHERE id = {row}.opportunity_id"


def _missed(now: datetime) -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.analytics import services

    services.mark_all(actor=SYSTEM, now=now)
