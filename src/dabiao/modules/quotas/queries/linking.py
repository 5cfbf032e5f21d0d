"""The list with exactly the records behind a number."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.modules.quotas.models import Kind
from dabiao.modules.targets.enums import Source

PATHS = {Source.ACTIVITY: "/activities", Source.CUSTOMER: "/customers", Source.LEAD: "/leads"}
FROM_TO = {
    "occurred_at": ("since", "until"),
    "created_at": ("created_from", "created_to"),
}


def opens(kind: Kind, user_id: int, days: tuple[date, date]) -> dict[str, Any] | None:
    """None for what is declared, and where no list shows exactly these."""
    metric = kind.metric
    if metric is None or metric.source not in PATHS:
        return None
    first, until = _midnight(days[0]), _midnight(days[1] + timedelta(days=1))
    params: dict[str, Any] = {"owner_id": user_id}
    where = metric.where
    if metric.source != Source.LEAD:
        since, before = FROM_TO[metric.day_field]
        params |= {since: first, before: until}
        if where.get("field") == "method" and where.get("op") == "is":
            params["method"], where = where["value"], {}
    elif metric.day_field == "first_contact_at":
        where = {"all": [*([where] if where else []), *_between(metric.day_field, first, until)]}
    else:
        return None
    return {
        "path": PATHS[Source(metric.source)],
        "params": {**params, **({"where": json.dumps(where, ensure_ascii=False)} if where else {})},
    }


def _between(field: str, first: str, until: str) -> list[dict[str, Any]]:
    return [
        {"field": field, "op": "gte", "value": first},
        {"field": field, "op": "lt", "value": until},
    ]


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), get_default_timezone()).isoformat()
