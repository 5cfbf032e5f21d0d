"""Writes of analytics: keeping the sums of the funnel."""

from dabiao.modules.analytics.services.rollups import mark_all, settle

__all__ = ["mark_all", "settle"]
