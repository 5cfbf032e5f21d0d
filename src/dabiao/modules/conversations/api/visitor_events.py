"""`/chat/events`: what a visitor's widget hears of its conversation, on any site, with the secret in a header."""

import logging
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

import orjson
from django.db import Error

from dabiao.core.errors import DomainError
from dabiao.core.http.outside import cors
from dabiao.core.i18n import pick, text
from dabiao.core.live import lines
from dabiao.core.live.board import board
from dabiao.core.live.client import frame
from dabiao.core.live.lines import Headers, Message, Receive, Send
from dabiao.core.live.topics import Note
from dabiao.modules.conversations import queries
from dabiao.modules.conversations.models import Conversation

logger = logging.getLogger(__name__)

SECRET = "x-chat-secret"  # noqa: S105 - the header's name
MOST_LINES = 4  # of one conversation in this process: one per tab


@lines.stream("/chat/events")
async def visitor_events(scope: Message, receive: Receive, send: Send) -> None:
    """Stream `hello`, then every message after `after`, `state`, `read` and `typing` of one conversation.

    Answers 405, 401, 403 (a foreign site, a blocked visitor), 404, 429 (too many tabs), 503; all of them readable by the page.
    """
    asked = _Asked.of(scope)
    if scope["method"] == "OPTIONS":
        await lines.answer(send, HTTPStatus.NO_CONTENT, headers=asked.cors)
        return
    if scope["method"] != "GET" or board().closing:
        wrong = HTTPStatus.SERVICE_UNAVAILABLE if scope["method"] == "GET" else HTTPStatus.METHOD_NOT_ALLOWED
        await lines.refuse(send, wrong, asked.cors)
        return
    try:
        await lines.in_thread(asked.conversation)
        await _listen(asked, receive, send)
    except DomainError as error:
        await lines.answer(send, error.status, asked.refusal(error), asked.problem)
    except (Error, TimeoutError):
        logger.warning("a visitor was turned away", exc_info=True)
        await lines.refuse(send, HTTPStatus.SERVICE_UNAVAILABLE, asked.cors)


async def _listen(asked: "_Asked", receive: Receive, send: Send) -> None:
    topic = f"{queries.TOPIC}/{asked.id}"
    if board().heard(topic) >= MOST_LINES:
        await lines.refuse(send, HTTPStatus.TOO_MANY_REQUESTS, asked.cors)
        return
    listener = await board().join([topic])
    try:
        talk = Talk(asked)
        first = lines.RETRY + await talk.caught_up("hello")
        headers = [*lines.HEADERS, *asked.cors]
        await lines.serve(listener, talk, first, receive, send, headers=headers)
    finally:
        board().leave(listener)


@dataclass(frozen=True)
class _Asked:
    """What the request says."""

    id: int
    after: int
    secret: str
    origin: str
    language: str
    cors: Headers = field(default_factory=list)

    @classmethod
    def of(cls, scope: Message) -> "_Asked":
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        query = parse_qs(scope["query_string"].decode("latin-1"))
        origin = headers.get("origin", "")
        return cls(
            id=_whole(query.get("conversation", [""])[0]),
            after=_whole(headers.get("last-event-id") or query.get("after", [""])[0]),
            secret=headers.get(SECRET, ""),
            origin=origin,
            language=pick(headers.get("accept-language", "")),
            cors=_cors(origin),
        )

    def conversation(self) -> Conversation:
        visitor = queries.visitor_of(self.secret, origin=self.origin)
        return queries.talk_of(visitor, self.id)

    @property
    def problem(self) -> Headers:
        return [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store"), *self.cors]

    def refusal(self, error: DomainError) -> bytes:
        said = text(self.language, f"errors.{error.code}", **error.params)
        return orjson.dumps({"status": error.status, "code": error.code, "detail": said})


class Talk:
    """What one visitor has heard: every message once and in order, whatever was missed on the way."""

    def __init__(self, asked: _Asked) -> None:
        self._asked = asked
        self._seen = asked.after

    async def allowed(self) -> bool:
        try:
            await lines.in_thread(self._asked.conversation)
        except DomainError:
            return False
        except Error:  # while the database is away nothing is told anyway
            return True
        return True

    async def frames(self, notes: list[Note], missed: bool) -> bytes:
        if missed:
            return await self.caught_up("state")
        return b"".join([await self._frame(note) for note in notes])

    async def caught_up(self, event: str) -> bytes:
        """How things stand, and what was said meanwhile, from the database."""
        standing, said = await lines.in_thread(self._read)
        return frame(event, {"id": self._asked.id, **standing}) + b"".join(map(self._said, said))

    def _read(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        conversation = self._asked.conversation()
        said: list[dict[str, Any]] = []
        while some := queries.messages_of(conversation.pk, after=said[-1]["seq"] if said else self._seen):
            said += map(queries.as_said, some)
        return queries.standing(conversation), said

    async def _frame(self, note: Note) -> bytes:
        if note["what"] == "message":
            if note["seq"] <= self._seen:
                return b""
            if note["seq"] > self._seen + 1 or "message" not in note:
                return await self.caught_up("state")
            return self._said(note["message"])
        ours = _OURS if note["what"] == "state" else {*_OURS, "state"}
        return frame(note["what"], {key: value for key, value in note.items() if key not in ours})

    def _said(self, message: dict[str, Any]) -> bytes:
        self._seen = message["seq"]
        return b"id: %d\n" % message["seq"] + frame("message", message)


# what a visitor has no business to know
_OURS = {"what", "owner_id", "unit_id", "was", "version"}


def _cors(origin: str) -> Headers:
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in cors(origin)]


def _whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 18 else 0
