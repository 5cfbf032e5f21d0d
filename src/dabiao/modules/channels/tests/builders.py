"""Platforms that deliver, for tests."""

import json
from datetime import datetime
from typing import Any

from django.test import Client

from dabiao.core.actor import SYSTEM
from dabiao.core.sealing import unseal
from dabiao.core.timers.worker import drain
from dabiao.modules.channels import services
from dabiao.modules.channels.models import Connection, Delivery
from dabiao.modules.channels.queries.connections import PURPOSE
from dabiao.testing.people import NOW


def connected(kind: str, **facts: Any) -> Connection:
    return services.connect(kind=kind, name=f"测试 {kind}", **facts, actor=SYSTEM, now=NOW)


def address(connection: Connection) -> str:
    return f"/hooks/{connection.kind}/{unseal(connection.sealed_token, PURPOSE)}"


def deliver(connection: Connection, said: Any, *, query: str = "", **headers: str) -> Any:
    """As the platform would: (status, answer)."""
    body = said if isinstance(said, bytes) else json.dumps(said, ensure_ascii=False).encode()
    extra = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    response = Client().post(f"{address(connection)}{query}", body, content_type="application/json", **extra)
    return response.status_code, response.json()


def connection_there() -> Connection:
    return Connection.objects.get()


def settled(now: datetime | None = None) -> None:
    drain(now)


def states(connection: Connection) -> list[tuple[str, str, str]]:
    rows = Delivery.objects.filter(connection=connection).order_by("pk")
    return list(rows.values_list("event_id", "state", "code"))
