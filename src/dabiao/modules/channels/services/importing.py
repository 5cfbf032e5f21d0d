"""What was spent, from the files that platforms and agencies hand out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError
from dabiao.core.importing.kinds import ImportField, ImportKind, ParsedRow, RowResult
from dabiao.modules.channels.models import Spend
from dabiao.modules.channels.services.campaigns import PERMISSION
from dabiao.modules.channels.services.spending import enter
from dabiao.modules.leads.services.importing import SOURCES


def _field(name: str, *aliases: str, **options: Any) -> ImportField:
    return ImportField(name, f"fields.spend.{name}", aliases=aliases, **options)


FIELDS = (
    _field(
        "campaign",
        *("投放计划", "推广计划", "计划名称", "计划", "广告计划", "推广计划名称", "项目名称", "广告名称"),
        *("campaign name", "ad group", "ad name"),
        max_length=120,
    ),
    _field("source", "来源", "渠道", "channel", parse="choice", choices=SOURCES),
    _field(
        "first_on",
        *(
            "日期",
            "开始日期",
            "起始日期",
            "投放日期",
            "统计日期",
            "时间",
            "date",
            "day",
            "start date",
            "from",
        ),
        parse="date",
        required=True,
    ),
    _field("last_on", "结束日期", "截止日期", "end date", "to", parse="date"),
    _field(
        "amount_minor",
        *("花费", "消耗", "费用", "金额", "消费", "总消耗", "消耗元", "花费元", "cost", "spend", "amount"),
        parse="money",
        required=True,
    ),
    _field("note", "备注", "说明", "remark", max_length=200),
)


def create_rows(rows: list[ParsedRow], *, run: Any, actor: Actor, now: datetime) -> Sequence[RowResult]:
    """Enter one chunk, each line by itself: days that were entered before take the new amount."""
    before = Spend.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return [_entered(row.values, before, actor, now) for row in rows]


def _entered(values: Mapping[str, Any], before: int, actor: Actor, now: datetime) -> RowResult:
    """A line without a last day is of one day."""
    said = {name: value for name, value in values.items() if value is not None}
    try:
        with transaction.atomic():
            spend = enter(**{"last_on": said.get("first_on"), **said}, actor=actor, now=now)
    except DomainError as error:
        return RowResult.refused(error)
    return RowResult.made(spend.pk) if spend.pk > before else RowResult.into(spend.pk)


SPEND_IMPORT = ImportKind(kind="spend", fields=FIELDS, create=create_rows, permission=PERMISSION)
