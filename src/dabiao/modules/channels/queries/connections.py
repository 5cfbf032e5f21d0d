"""Connections, what they brought, and what a delivery would become."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from dabiao.core.actor import Actor, Scope
from dabiao.core.errors import DomainError, NotFound
from dabiao.core.i18n import text
from dabiao.core.scoping import fetch
from dabiao.core.sealing import Unreadable, unseal
from dabiao.modules.channels.enums import DeliveryState
from dabiao.modules.channels.models import Connection, Delivery
from dabiao.modules.channels.queries.bodies import parsed
from dabiao.modules.channels.rules.adapters import ADAPTERS
from dabiao.modules.channels.rules.adapters.base import Setup
from dabiao.modules.channels.rules.signing import NAMES
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import queries as org

PERMISSION = "channel.manage"
PURPOSE = "channel"  # of what is sealed
PAGE = 50
SHOWN = ("id", "kind", "name", "active", "signing", "signature_name", "source", "campaign", "mapping")
COUNTED = ("refused_count", "last_refused_at", "version", "created_at", "updated_at")
OF_DELIVERY = (
    "id",
    "event_id",
    "state",
    "attempts",
    "repeats",
    "field",
    "subject_kind",
    "subject_id",
    "joined",
)


def setup_of(connection: Connection) -> Setup:
    return Setup(connection.source, connection.campaign, connection.mapping)


def is_waiting(now: datetime) -> bool:
    return Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=now).exists()


def kinds() -> list[dict[str, Any]]:
    """What can be connected: what a mapping can fill, an example of a delivery, and how each way of signing calls itself."""
    return [
        {
            "kind": name,
            "fields": list(one.fields),
            "sample": dict(one.sample),
            "signature_names": {way.value: called for way, called in NAMES.items()},
        }
        for name, one in ADAPTERS.items()
    ]


def connections(actor: Actor) -> list[dict[str, Any]]:
    """Every connection with its address and what it brought."""
    actor.require(PERMISSION)
    rows = list(Connection.objects.order_by("pk"))
    counted = _counts([row.pk for row in rows])
    names = _logins(rows)
    return [_shown(row, counted.get(row.pk, {}), names) for row in rows]


def connection(id: int, *, actor: Actor) -> dict[str, Any]:
    actor.require(PERMISSION)
    row = fetch(Connection.objects.all(), id)
    return _shown(row, _counts([id]).get(id, {}), _logins([row]))


def _logins(rows: list[Connection]) -> Mapping[int, str]:
    return org.logins_of({user for row in rows for user in row.agents.values()})


def _counts(ids: list[int]) -> dict[int, dict[str, Any]]:
    by_state = {state.value: Count("pk", filter=Q(state=state)) for state in DeliveryState}
    found = Delivery.objects.filter(connection_id__in=ids).values("connection_id")
    rows = found.annotate(**by_state, last_at=Max("received_at"))
    return {row["connection_id"]: {**row} for row in rows}


def _shown(row: Connection, counted: Mapping[str, Any], logins: Mapping[int, str]) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in (*SHOWN, *COUNTED)},
        "has_secret": bool(row.sealed_secret),
        "address": _address(row),
        "agents": {extension: logins.get(user, "") for extension, user in row.agents.items()},
        "last_delivery_at": counted.get("last_at"),
        "counts": {state.value: counted.get(state.value, 0) for state in DeliveryState},
    }


def _address(row: Connection) -> str:
    """Empty where another key of the installation sealed it: then a new one has to be given."""
    try:
        token = unseal(row.sealed_token, PURPOSE)
    except Unreadable:
        return ""
    return f"{settings.PUBLIC_URL}/hooks/{row.kind}/{token}"


def deliveries(
    connection_id: int, *, state: str = "", before: int | None = None, actor: Actor, language: str
) -> dict[str, Any]:
    """What came, the newest first; bodies with their numbers only for who reads every phone."""
    actor.require(PERMISSION)
    fetch(Connection.objects.all(), connection_id)
    rows: QuerySet[Delivery] = Delivery.objects.filter(connection_id=connection_id).order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    page = list(rows[: PAGE + 1])
    shown = [_delivery(row, actor, language) for row in page[:PAGE]]
    return {"items": shown, "next": page[PAGE - 1].pk if len(page) > PAGE else None}


def delivery(id: int, *, actor: Actor, language: str) -> dict[str, Any]:
    actor.require(PERMISSION)
    row = Delivery.objects.filter(pk=id).first()
    if row is None:
        raise NotFound("core.not_found", kind="delivery", id=id)
    return _delivery(row, actor, language)


def _delivery(row: Delivery, actor: Actor, language: str) -> dict[str, Any]:
    reason = ""
    if row.code:
        key = f"errors.{row.code}" if row.state == DeliveryState.REFUSED else row.code
        reason = text(language, key, **{**row.params, "field": row.field})
    return {
        **{name: getattr(row, name) for name in OF_DELIVERY},
        "received_at": row.received_at,
        "done_at": row.done_at,
        "code": row.code,
        "reason": reason,
        "body": row.body if actor.scope("lead.read_phone") == Scope.ALL else masked(row.body),
    }


def masked(body: str) -> str:
    """Every run of seven digits or more, but for its first three and last four."""
    return re.sub(r"\d{7,}", lambda found: f"{found[0][:3]}{'*' * (len(found[0]) - 7)}{found[0][-4:]}", body)


def tried(id: int, *, body: str, actor: Actor, now: datetime, language: str) -> dict[str, Any]:
    """What a delivery of this connection would become; nothing is kept. An empty body tries the example."""
    actor.require(PERMISSION)
    row = fetch(Connection.objects.all(), id)
    adapter, setup = ADAPTERS[row.kind], setup_of(row)
    try:
        said = parsed(body, "application/json") if body else dict(adapter.sample)
        meant = adapter.read(said, setup)
        values = asdict(meant)
        if "values" in values:
            values = values["values"]
            leads.imagined({name: one for name, one in values.items() if name != "received_at"}, now=now)
    except DomainError as error:
        params = {**error.params, "field": error.field}
        said_why = text(language, f"errors.{error.code}", **params)
        return {"ok": False, "field": error.field, "detail": said_why, "event_id": "", "values": {}}
    return {
        "ok": True,
        "field": None,
        "detail": "",
        "event_id": adapter.event_id(said, setup),
        "values": {name: value for name, value in values.items() if value not in ("", None)},
    }
