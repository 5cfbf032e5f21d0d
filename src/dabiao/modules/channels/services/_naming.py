"""Campaigns by their names."""

from collections.abc import Collection, Mapping

from dabiao.core.text import fold
from dabiao.modules.channels.models import Campaign, CampaignName


def key_of(name: str) -> str:
    """The name as it is compared: without case, width and script."""
    return fold(name)[:120]


def named(names: Collection[str]) -> Mapping[str, Campaign]:
    """Key → the campaign that has or had the name."""
    rows = CampaignName.objects.filter(key__in={key_of(name) for name in names}).select_related("campaign")
    return {row.key: row.campaign for row in rows}
