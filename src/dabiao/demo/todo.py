"""What the people of the demo company have written on their lists: some of it late, some for today, some for later."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from dabiao.demo.staff import Staff
from dabiao.modules.activities.services import tasks
from dabiao.modules.opportunities import queries as opportunities

# title, days from today, hour of the day or None for the whole day, priority
MINE = (
    ("把报价单改成含税价再发一遍", -2, 15, "high"),
    ("整理上周拜访纪要", -1, None, "normal"),
    ("约技术同事一起过方案", 0, 16, "high"),
    ("给客户寄样品和白皮书", 0, None, "normal"),
    ("准备下次演示的案例", 1, 10, "normal"),
    ("跟进合同盖章进度", 3, None, "normal"),
    ("补全客户组织架构图", None, None, "low"),
)
FROM_LEAD = (("周五前报一次本月预计成交", 2, "high"), ("复盘一单丢单，写清原因", 5, "normal"))


def write(staff: Staff, end: datetime) -> None:
    """By `end`, in the company's zone, for every seller, about their open deals where there are any; the team lead adds two."""
    chance = Random(11)  # noqa: S311 - a demo, not a secret
    today = end.replace(hour=0, minute=0, second=0, microsecond=0)
    before = end - timedelta(days=4)
    for seller in staff.sellers:
        deals = list(opportunities.visible_to(seller).filter(closed_at=None).order_by("pk")[:12])
        for title, ahead, hour, priority in MINE:
            deal = chance.choice(deals) if deals else None
            about: dict[str, Any] = {"subject_kind": "opportunity", "subject_id": deal.pk} if deal else {}
            day = None if ahead is None else today + timedelta(days=ahead)
            due: dict[str, Any] = (
                {"due_at": day.replace(hour=hour)}
                if day and hour
                else {"due_on": day.date() if day else None}
            )
            made = tasks.create(title=title, priority=priority, **due, **about, actor=seller, now=before)
            if chance.random() < 0.25:
                tasks.complete(made.pk, actor=seller, now=end - timedelta(hours=3))
        lead = staff.leads[seller.person]
        for title, ahead, priority in FROM_LEAD:
            on = (today + timedelta(days=ahead)).date()
            tasks.create(
                title=title, priority=priority, due_on=on, owner_id=seller.person, actor=lead, now=end
            )
