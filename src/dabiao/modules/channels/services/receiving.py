"""A delivery arrives: is it genuine, keep it, answer. What it means is found out later, from the row."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError
from dabiao.core.events import channel
from dabiao.modules.channels.enums import DeliveryState
from dabiao.modules.channels.models import Connection, Delivery
from dabiao.modules.channels.queries.bodies import parsed
from dabiao.modules.channels.queries.connections import setup_of
from dabiao.modules.channels.rules.adapters import ADAPTERS
from dabiao.modules.channels.rules.adapters.base import Said
from dabiao.modules.channels.rules.signing import Request, is_genuine
from dabiao.modules.channels.services._secrets import digest, secret_of

LARGEST = 256 * 1024  # bytes of a delivery
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the platform is told, in its own form."""

    status: int
    body: Said


def take(*, kind: str, token: str, request: Request, actor: Actor, now: datetime) -> Reply:
    """Keep a delivery, once, and say so; of one that is not genuine nothing is kept, it is counted."""
    connection = Connection.objects.filter(kind=kind, token_hash=digest(token)).first()
    if connection is None:
        return Reply(404, {"code": 404, "message": "unknown address"})
    answer = ADAPTERS[connection.kind].answer
    if not connection.active:
        return Reply(403, answer(403, "switched off"))
    genuine = is_genuine(
        request,
        signing=connection.signing,
        name=connection.signature_name,
        secret=secret_of(connection),
        now=now,
    )
    if not genuine:
        log.warning("a delivery for %s did not prove where it came from", connection)
        refused = Connection.objects.filter(pk=connection.pk)
        refused.update(refused_count=F("refused_count") + 1, last_refused_at=now)
        return Reply(401, answer(401, "signature"))
    _keep(connection, request, now)
    return Reply(200, answer(200, "ok"))


def _keep(connection: Connection, request: Request, now: datetime) -> None:
    """The insert is the promise: whoever delivers the same event again finds it there."""
    body = request.body.decode("utf-8", "replace").replace("\x00", "")
    delivery = Delivery(
        connection=connection,
        event_id=_event_id(connection, body, request),
        body=body,
        content_type=request.content_type[:100],
        due_at=now,
        received_at=now,
    )
    try:
        with transaction.atomic():
            delivery.save()
            channel.wake_worker()
    except IntegrityError:
        _again(delivery, now)


def _event_id(connection: Connection, body: str, request: Request) -> str:
    """By the platform's own name of the event; without one, by what was sent."""
    try:
        said = parsed(body, request.content_type)
        own = ADAPTERS[connection.kind].event_id(said, setup_of(connection))
    except DomainError:
        own = ""
    return own or "body:" + hashlib.sha256(request.body).hexdigest()


def _again(delivery: Delivery, now: datetime) -> None:
    """Counted. One that was refused may have been mended over there: it is tried again, as it comes now."""
    there = Delivery.objects.filter(connection_id=delivery.connection_id, event_id=delivery.event_id)
    there.update(repeats=F("repeats") + 1)
    there.filter(state=DeliveryState.REFUSED).update(
        state=DeliveryState.WAITING, due_at=now, body=delivery.body, content_type=delivery.content_type
    )
