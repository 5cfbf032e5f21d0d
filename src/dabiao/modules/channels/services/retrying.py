"""What was refused, once more."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, NotFound
from dabiao.core.events import channel
from dabiao.core.scoping import fetch
from dabiao.modules.channels.enums import DeliveryState
from dabiao.modules.channels.models import Connection, Delivery
from dabiao.modules.channels.services.connecting import PERMISSION

AGAIN = {"state": DeliveryState.WAITING, "attempts": 0}


@transaction.atomic
def retry(delivery_id: int, *, actor: Actor, now: datetime) -> Delivery:
    """Read a refused delivery again, as the connection says now. Raises `channels.not_refused`, `core.not_found`."""
    actor.require(PERMISSION)
    delivery = Delivery.objects.select_for_update().filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound("core.not_found", kind="delivery", id=delivery_id)
    if delivery.state not in (DeliveryState.REFUSED, DeliveryState.WAITING):
        raise Conflict("channels.not_refused", field="id")
    Delivery.objects.filter(pk=delivery.pk).update(**AGAIN, due_at=now)
    channel.wake_worker()
    delivery.refresh_from_db()
    return delivery


@transaction.atomic
def retry_all(connection_id: int, *, actor: Actor, now: datetime) -> int:
    """All that a connection had refused; how many those are. Raises `core.not_found`."""
    actor.require(PERMISSION)
    fetch(Connection.objects.all(), connection_id)
    refused = Delivery.objects.filter(connection_id=connection_id, state=DeliveryState.REFUSED)
    count = refused.update(**AGAIN, due_at=now)
    channel.wake_worker()
    return count


FORGOTTEN = 1000  # at a time


def forget(*, before: datetime, actor: Actor, now: datetime) -> int:
    """Delete deliveries that came before then and were done or needed nothing; how many those were."""
    over = (DeliveryState.DONE, DeliveryState.IGNORED)
    old = Delivery.objects.filter(received_at__lt=before, state__in=over).order_by("pk")
    return Delivery.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:FORGOTTEN])).delete()[0]
