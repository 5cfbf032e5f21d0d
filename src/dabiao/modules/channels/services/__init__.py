"""Writes of channels, one file per use case."""

from dabiao.modules.channels.services.campaigns import add_name
from dabiao.modules.channels.services.campaigns import create as create_campaign
from dabiao.modules.channels.services.campaigns import edit as edit_campaign
from dabiao.modules.channels.services.connecting import connect, edit, renew_address
from dabiao.modules.channels.services.receiving import LARGEST, Reply, take
from dabiao.modules.channels.services.retrying import forget, retry, retry_all
from dabiao.modules.channels.services.spending import enter, enter_many
from dabiao.modules.channels.services.spending import remove as remove_spend
from dabiao.modules.channels.services.working import work

__all__ = [
    "LARGEST",
    "Reply",
    "add_name",
    "connect",
    "create_campaign",
    "edit",
    "edit_campaign",
    "enter",
    "enter_many",
    "forget",
    "remove_spend",
    "renew_address",
    "retry",
    "retry_all",
    "take",
    "work",
]
