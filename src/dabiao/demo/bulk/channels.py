"""How the demo company advertises: campaigns with what they cost, and two platforms that deliver."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zlib import crc32

from django.utils.timezone import get_default_timezone

from dabiao.core.calendar import month_start, next_month
from dabiao.demo.names import CAMPAIGNS
from dabiao.demo.staff import Staff
from dabiao.modules.channels import services
from dabiao.modules.channels.enums import DeliveryState
from dabiao.modules.channels.models import Connection, Delivery
from dabiao.modules.leads.models import Lead

PAID = ("advert", "event")
ROUND = 10_000  # budgets are whole hundreds of yuan
SHOWN = 12


def enter(staff: Staff, end: datetime) -> None:
    """Spend follows the leads that came, month by month, since that is what they were simulated to cost; names of other
    sources are no campaigns yet."""
    who: dict[str, Any] = {"actor": staff.admin, "now": end}
    names = [(source, name) for source in PAID for name in CAMPAIGNS[source]]
    for source, name in names:
        services.create_campaign(name=name, source=source, **who)
    for (name, month), worth in sorted(_worth([name for _, name in names]).items()):
        last = min(next_month(month) - timedelta(days=1), end.date())
        amount = round(worth * _luck(name, month) / ROUND) * ROUND
        services.enter(campaign=name, first_on=month, last_on=last, amount_minor=amount, **who)
    _deliver(staff, end)


def _worth(names: list[str]) -> dict[tuple[str, date], int]:
    """What the leads of each campaign and month were to cost, one by one."""
    zone = get_default_timezone()
    found: dict[tuple[str, date], int] = defaultdict(int)
    rows = Lead.objects.filter(campaign__in=names).values_list("campaign", "received_at", "cost_minor")
    for name, at, cost in rows.iterator():
        found[name, month_start(at.astimezone(zone).date())] += cost
    return found


def _luck(name: str, month: date) -> float:
    """0.85 to 1.24, the same at every seeding."""
    return 0.85 + crc32(f"{name} {month}".encode()) % 40 / 100


def _deliver(staff: Staff, end: datetime) -> None:
    """The latest leads of one campaign as the platform brought them; one that could not be read waits for its mapping."""
    who: dict[str, Any] = {"actor": staff.admin, "now": end}
    douyin = services.connect(kind="oceanengine", name="抖音信息流表单", **who)
    site = services.connect(
        kind="json", name="官网活动页", mapping={"phone": "data.mobile", "name": "data.name"}, **who
    )
    latest = Lead.objects.filter(campaign=CAMPAIGNS["advert"][1]).order_by("-received_at", "-pk")[:SHOWN]
    rows = [_brought(douyin, lead) for lead in reversed(latest)]
    preview = {
        "id": "preview-1",
        "name": "测试",
        "telphone": "13800000000",
        "clue_convert_status": "广告预览",
    }
    rows.append(
        _kept(douyin, "preview-1", preview, end, state=DeliveryState.IGNORED, code="channels.platform_test")
    )
    unread = {"id": "act-2041", "data": {"contact": {"mobile": "13900001234"}, "city": "杭州"}}
    rows.append(
        _kept(
            site,
            "act-2041",
            unread,
            end - timedelta(hours=2),
            state=DeliveryState.REFUSED,
            code="channels.mapping_finds_nobody",
        )
    )
    Delivery.objects.bulk_create(rows)


def _brought(connection: Connection, lead: Lead) -> Delivery:
    said = {
        "id": f"68053678{lead.pk:08d}",
        "promotion_name": lead.campaign,
        "name": lead.name,
        "telphone": lead.phone,
        "location": lead.region,
        "create_time": str(int(lead.received_at.timestamp())),
    }
    delivery = _kept(connection, said["id"], said, lead.received_at)
    delivery.subject_kind, delivery.subject_id = "lead", lead.pk
    return delivery


def _kept(
    connection: Connection,
    event_id: str,
    said: Mapping[str, object],
    at: datetime,
    *,
    state: str = DeliveryState.DONE,
    code: str = "",
) -> Delivery:
    body = json.dumps(said, ensure_ascii=False)
    done = None if state == DeliveryState.REFUSED else at
    return Delivery(
        connection=connection,
        event_id=event_id,
        body=body,
        content_type="application/json",
        state=state,
        code=code,
        field="mapping" if state == DeliveryState.REFUSED else "",
        received_at=at,
        done_at=done,
    )
