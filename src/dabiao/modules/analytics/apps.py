from datetime import datetime

from django.apps import AppConfig
from django.db import connection

DEAL = "opportunities_opportunity"
MARK = "INSERT INTO analytics_funnelmark (basis, unit_id, at) SELECT"
_CLOSED = f"{MARK} 'closed', COALESCE(unit_id, 0), closed_at FROM {DEAL} WHERE closed_at IS NOT NULL"


class AnalyticsConfig(AppConfig):
    """Reads of everything below; what it keeps are sums that can be counted anew."""

    name = "dabiao.modules.analytics"
    label = "analytics"

    def ready(self) -> None:
        from dabiao.core.upkeep.triggers import Watch, Watched, register

        deal_columns = (
            *("pipeline_id", "stage_id", "amount_minor", "currency", "source", "lost_reason"),
            *("lost_to_id", "customer_id", "closed_at", "owner_id", "unit_id", "created_at"),
        )
        stay_columns = ("opportunity_id", "stage_id", "entered_at", "left_at")
        tables = (
            Watched(DEAL, deal_columns, _mark_deal),
            Watched("opportunities_stageentry", stay_columns, _mark_deal_of_stay),
            Watched("opportunities_rival", ("opportunity_id", "competitor_id"), _mark_closed_deal_of_part),
            Watched("opportunities_item", ("opportunity_id", "product_id"), _mark_closed_deal_of_part),
            Watched("customers_customer", ("industry",), _mark_closed_deals_of_customer),
            Watched("opportunities_stage", ("pipeline_id", "position", "kind"), _mark_blocks),
        )
        register(Watch("funnel", tables, _missed))


def _mark_deal(row: str) -> str:
    opened = f"{MARK} 'opened', COALESCE({row}.unit_id, 0), {row}.created_at"
    closed = f"{MARK} 'closed', COALESCE({row}.unit_id, 0), {row}.closed_at WHERE {row}.closed_at IS NOT NULL"
    return f"{opened}; {closed}"


def _mark_deal_of_stay(row: str) -> str:
    return f"{MARK} 'opened', COALESCE(unit_id, 0), created_at FROM {DEAL} WHERE id = {row}.opportunity_id"


def _mark_closed_deal_of_part(row: str) -> str:
    return f"{_CLOSED} AND id = {row}.opportunity_id"


def _mark_closed_deals_of_customer(row: str) -> str:
    return f"{_CLOSED} AND customer_id = {row}.id"


def _mark_blocks(_: str) -> str:
    """How far deals came depends on the order of stages. What lies at noon of a month's first day lies in it everywhere."""
    noon = {"postgresql": "month + interval '12 hours'", "sqlite": "month || ' 12:00:00'"}[connection.vendor]
    return f"{MARK} basis, unit_id, {noon} FROM analytics_funnelblock WHERE basis = 'opened'"


def _missed(now: datetime) -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.analytics import services

    services.mark_all(actor=SYSTEM, now=now)
