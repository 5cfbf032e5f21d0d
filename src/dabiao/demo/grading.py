"""The rules by which the demo company grades: what its people would have written, put on the leads that are still open."""

from datetime import datetime, timedelta
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.demo.staff import Staff
from dabiao.modules.grading.services import following, ruling
from dabiao.modules.leads import queries as leads

NEWEST = 150  # live leads whose grade people have handed to the rules


def said(*words: str, op: str = "says") -> dict[str, Any]:
    return {"field": "said", "op": op, "value": list(words)}


def source(*names: str) -> dict[str, Any]:
    return {"field": "source", "op": "in", "value": list(names)}


RULES: tuple[dict[str, Any], ...] = (
    {"name": "同行或推广", "condition": said("同行", "做代理", "推广合作", "招聘"), "grade": "D"},
    {
        "name": "有预算",
        "condition": {
            "any": [
                said("预算", "拨款", "budget"),
                {"field": "fields.budget", "op": "gte", "value": 8_000_000},
            ]
        },
        "points": 25,
    },
    {"name": "明说没预算", "condition": said("预算", "钱", "budget", op="denies"), "points": -25},
    {
        "name": "着急上线",
        "condition": said("尽快", "上线", "很急", "马上", "续费在即", "urgent"),
        "points": 25,
    },
    {"name": "不急", "condition": said("急", "需要", "兴趣", "意向", op="denies"), "points": -20},
    {
        "name": "要方案、报价或试用",
        "condition": said("方案", "报价", "价格", "试用", "演示", "quote", "demo"),
        "points": 15,
    },
    {"name": "说得出痛点", "condition": said("撞单", "Excel", "打通", "统一", "对比"), "points": 15},
    {"name": "转介绍", "condition": source("referral"), "points": 20},
    {"name": "主动来电、咨询或填表", "condition": source("phone", "chat", "form", "wecom"), "points": 10},
    {
        "name": "负责人亲自来问",
        "condition": {"field": "title", "op": "contains", "value": "总"},
        "points": 10,
    },
    {"name": "没留公司", "condition": {"field": "company", "op": "empty"}, "points": -10},
)
THRESHOLDS = {"A": 60, "B": 35, "C": 15}


def write(staff: Staff, end: datetime) -> None:
    """In the last week the company went over to rules; older leads keep what people had said of them."""
    before = end - timedelta(days=7)
    for values in RULES:
        ruling.create(values=values, actor=staff.admin, now=before)
    ruling.edit_policy(changes={"thresholds": THRESHOLDS}, version=1, actor=staff.admin, now=before)
    ids = [lead.pk for lead in leads.newest_live(NEWEST)]
    following.hand_back_many(ids, actor=SYSTEM, now=end)
