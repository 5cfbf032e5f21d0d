"""Telling whoever listens to a topic, as soon as the writer's transaction commits, and never when it does not."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection, transaction

from dabiao.core.events import channel
from dabiao.core.live.models import Ring

Note = dict[str, Any]
KEPT = 1_000  # rings that stay for the other processes of SQLite, which read them five times a second
ORIGIN = secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Rung:
    """Notes by topic, in the order in which they were rung. `missed`: some are not known; whoever listens looks again."""

    notes: tuple[tuple[str, Note], ...] = ()
    missed: bool = False


def ring(topic: str, note: Note, *, shorter: Note | None = None) -> None:
    """Have everybody who listens to `topic`, or to what stands before its slash, hear `note` once this transaction commits.

    `shorter` is told instead where the note is too long to be carried; then listeners read the rest. Raises
    TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "ring() belongs into the transaction of what it tells of"
        )
    if connection.vendor == "postgresql":
        long, short = {"topic": topic, "note": note}, {"topic": topic, "note": shorter or {}}
        channel.announce([(channel.TOPICS, channel.payload_of(long, short))])
        return
    row = Ring.objects.create(topic=topic, note=note, origin=ORIGIN)
    if row.pk % KEPT == 0:
        Ring.objects.filter(pk__lte=row.pk - KEPT).delete()
    transaction.on_commit(partial(_told_here, Rung(((topic, note),))), robust=True)


# how the boards of this process are told, whichever thread rings
_here: set[Callable[[Rung], None]] = set()


def hear_here(tell: Callable[[Rung], None]) -> None:
    _here.add(tell)


def unhear_here(tell: Callable[[Rung], None]) -> None:
    _here.discard(tell)


def _told_here(rung: Rung) -> None:
    for tell in tuple(_here):
        tell(rung)
