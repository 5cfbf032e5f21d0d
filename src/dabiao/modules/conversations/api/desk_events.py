"""`/chat/desk/events`: what an agent's console hears, with the session's cookie."""

import logging
from http import HTTPStatus
from typing import Any

from django.db import Error

from dabiao.core.access.auth import actor_from_cookie_header
from dabiao.core.actor import Actor
from dabiao.core.live import lines
from dabiao.core.live.board import board
from dabiao.core.live.client import frame
from dabiao.core.live.lines import Message, Receive, Send
from dabiao.core.live.topics import Note
from dabiao.core.scoping import in_pool_reach
from dabiao.modules.conversations import queries
from dabiao.modules.conversations.enums import State
from dabiao.modules.conversations.queries import veiling

logger = logging.getLogger(__name__)

MOST_RESUMED = 200  # conversations that a console may come back with


@lines.stream("/chat/desk/events")
async def desk_events(scope: Message, receive: Receive, send: Send) -> None:
    """Stream `hello` (what one has and may take), then `message`, `state`, `read`, `typing` and `queue`.

    The id of each message names how far this console is, by conversation (`17:5,18:9`); coming back with it as
    Last-Event-ID, or as `after`, it hears what it missed. Answers 405, 401, 403 and 503.
    """
    if scope["method"] != "GET" or board().closing:
        wrong = HTTPStatus.METHOD_NOT_ALLOWED if scope["method"] != "GET" else HTTPStatus.SERVICE_UNAVAILABLE
        await lines.refuse(send, wrong)
        return
    try:
        actor = await lines.in_thread(lambda: actor_from_cookie_header(scope["headers"]))
        if actor is None or not actor.may(queries.READ):
            await lines.refuse(send, HTTPStatus.FORBIDDEN if actor else HTTPStatus.UNAUTHORIZED)
            return
        await _listen(actor, scope, receive, send)
    except (Error, TimeoutError):
        logger.warning("a desk was turned away", exc_info=True)
        await lines.refuse(send, HTTPStatus.SERVICE_UNAVAILABLE)


async def _listen(actor: Actor, scope: Message, receive: Receive, send: Send) -> None:
    listener = await board().join([queries.TOPIC])
    try:
        desk = Desk(actor, scope, _resumed(scope))
        first = lines.RETRY + await desk.caught_up()
        await lines.serve(listener, desk, first, receive, send)
    finally:
        board().leave(listener)


class Desk:
    """What one console has heard, by conversation: every message once and in order, whatever was missed on the way."""

    def __init__(self, actor: Actor, scope: Message, seen: dict[int, int]) -> None:
        self._actor = actor
        self._scope = scope
        self._seen = seen

    async def allowed(self) -> bool:
        """Take over the actor's present grants."""
        try:
            actor = await lines.in_thread(lambda: actor_from_cookie_header(self._scope["headers"]))
        except Error:  # while the database is away nothing is told anyway
            return True
        if actor is not None and actor.may(queries.READ):
            self._actor = actor
            return True
        return False

    async def frames(self, notes: list[Note], missed: bool) -> bytes:
        if missed:
            return await self.caught_up()
        return b"".join([await self._frames(note) for note in notes])

    async def caught_up(self) -> bytes:
        """`hello`, and what was said meanwhile in conversations heard of before, from the database."""
        hello, said = await lines.in_thread(self._read)
        return frame("hello", {"conversations": hello}) + b"".join(self._said(id, one) for id, one in said)

    def _read(self) -> tuple[list[dict[str, Any]], list[tuple[int, dict[str, Any]]]]:
        hello = queries.on_desk(self._actor)
        said = []
        for id, owner_id in sorted(queries.seen_among(self._actor, list(self._seen)).items()):
            said += [(id, one) for one in self._missing(id, owner_id, self._seen[id])]
        for one in hello:
            self._seen.setdefault(one["id"], one["seq"])
        return hello, said

    async def _frames(self, note: Note) -> bytes:
        sees = self._sees(note["owner_id"], note["unit_id"], note["id"])
        if note["what"] == "state":
            return self._state(note, sees)
        if not sees or note["state"] == State.BOT:
            return b""
        if note["what"] == "message":
            return await self._message(note)
        return frame(note["what"], {key: note[key] for key in note if key not in _INNER})

    async def _message(self, note: Note) -> bytes:
        id, seq = note["id"], note["seq"]
        seen = self._seen.setdefault(id, seq - 1)
        if seq <= seen:
            return b""
        if seq == seen + 1 and "message" in note:
            return self._said(id, await self._as_read(note))
        missing = await lines.in_thread(lambda: self._missing(id, note["owner_id"], seen))
        return b"".join(self._said(id, one) for one in missing)

    async def _as_read(self, note: Note) -> dict[str, Any]:
        """Where somebody else has it, with its numbers masked; parts of those that were caught meanwhile as well."""
        said: dict[str, Any] = note["message"]
        if veiling.reads_plainly(self._actor, note["owner_id"]) or not veiling.is_worth_a_look(said):
            return said
        return veiling.veiled(said, await lines.in_thread(lambda: veiling.caught_in(note["id"])))

    def _missing(self, id: int, owner_id: int | None, seq: int) -> list[dict[str, Any]]:
        said = _said_after(id, seq)
        if not said or veiling.reads_plainly(self._actor, owner_id):
            return said
        caught = veiling.caught_in(id)
        return [veiling.veiled(one, caught) for one in said]

    def _said(self, id: int, message: dict[str, Any]) -> bytes:
        self._seen[id] = message["seq"]
        at = ",".join(f"{one}:{seq}" for one, seq in self._seen.items())
        return b"id: %s\n" % at.encode() + frame("message", {"id": id, **message})

    def _state(self, note: Note, sees: bool) -> bytes:
        """Also to whoever saw it before; `queue` where it came into the queue that one may take from, or left it."""
        was_state, was_owner, was_unit = note["was"] or ("", None, None)
        saw = bool(note["was"]) and self._sees(was_owner, was_unit, note["id"])
        told = b""
        if sees or saw:
            known = {key: note[key] for key in note if key not in ("what", "was")}
            told = frame("state", {**known, "seen": sees})
        waits, waited = note["state"] == State.WAITING, was_state == State.WAITING
        if waits != waited and self._may_take(note["unit_id"] if waits else was_unit):
            told += frame("queue", {"id": note["id"], "waiting": waits})
        if note["state"] == State.CLOSED or not sees:
            self._seen.pop(note["id"], None)
        return told

    def _sees(self, owner_id: int | None, unit_id: int | None, id: int) -> bool:
        return queries.sees(self._actor, id, owner_id, unit_id)

    def _may_take(self, unit_id: int | None) -> bool:
        return in_pool_reach(self._actor, queries.CLAIM, None, unit_id)


_INNER = {"what", "owner_id", "unit_id", "state"}


def _said_after(id: int, seq: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while some := queries.messages_of(id, after=found[-1]["seq"] if found else seq):
        found += map(queries.as_said, some)
    return found


def _resumed(scope: Message) -> dict[int, int]:
    """`17:5,18:9`, from the header that browsers send by themselves or from the query; nonsense is nothing."""
    given = next((value for name, value in scope["headers"] if name == b"last-event-id"), b"").decode(
        "latin-1"
    )
    if not given:
        query = scope["query_string"].decode("latin-1").split("&")
        given = next((part[6:] for part in query if part.startswith("after=")), "").replace("%3A", ":")
        given = given.replace("%2C", ",")
    pairs = [part.partition(":") for part in given.split(",")[:MOST_RESUMED]]
    return {int(id): int(seq) for id, _, seq in pairs if _whole(id) and _whole(seq)}


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
