"""Deals that went back a stage, as some do: the buyer thought again, or somebody new decides. Half of them came on again."""

from datetime import datetime, timedelta
from typing import Any

from dabiao.core.lists.keyset import PageRequest
from dabiao.demo.staff import Staff
from dabiao.modules.opportunities import queries, services

MOST = 14
BACK, ON = timedelta(days=4, hours=3), timedelta(days=1, hours=5)
WHY = (
    "换了对接人，方案要从头讲",
    "预算被砍，回到需求重新谈",
    "试用发现少一个报表，先补方案",
    "技术部提出私有部署，重新确认需求",
    "老板要再比一家，先不谈价",
)


def write(staff: Staff, end: datetime) -> None:
    """Of the deals that stood in their stage for long enough, a few of each seller's."""
    ladder = _ladder()
    found = [
        (deal, seller)
        for seller in staff.sellers
        for deal in _standing(seller, end)
        if ladder.index(deal["stage_id"]) > 0
    ]
    found.sort(key=lambda one: one[0]["id"], reverse=True)
    for place, (deal, seller) in enumerate(found[:MOST]):
        later = timedelta(minutes=37 * place)
        here = deal["stage_id"]
        before = ladder[ladder.index(here) - 1]
        why = WHY[place % len(WHY)]
        asked = {"expected_stage_id": here, "reason": why, "actor": seller}
        services.move(deal["id"], stage_id=before, now=end - BACK + later, **asked)
        if place % 2:
            asked = {"expected_stage_id": before, "reason": "问题解决，继续推进", "actor": seller}
            services.move(deal["id"], stage_id=here, now=end - ON + later, **asked)


def _ladder() -> list[int]:
    """The open stages of the usual way, in their order."""
    [stages] = [line["stages"] for line in queries.pipelines() if line["is_default"]]
    return [stage["id"] for stage in stages if stage["kind"] == "open"]


def _standing(seller: Any, end: datetime) -> list[dict[str, Any]]:
    """One or two that have stood in their stage since before they go back."""
    asked = {"stage_kind": "open", "entered_before": end - BACK}
    page = queries.listing(asked=PageRequest(limit=40), filters=asked, actor=seller, now=end)
    return [deal for deal in page["items"] if deal["owner_id"] == seller.user_id][:2]
