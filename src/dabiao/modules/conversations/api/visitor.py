"""HTTP of the visitor's side: nobody is signed in; the secret in `X-Chat-Secret` says which browser it is."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import File, Form, Router
from ninja.files import UploadedFile

from dabiao.core.access.auth import new_key
from dabiao.core.actor import Actor
from dabiao.core.attachments import receiving
from dabiao.core.db import in_turn
from dabiao.core.errors import TooMany
from dabiao.core.exporting.tables import disposition
from dabiao.core.files import services as store
from dabiao.core.http.auth import address_of
from dabiao.core.http.respond import no_content, respond
from dabiao.core.throttle.services import take
from dabiao.modules.conversations import queries
from dabiao.modules.conversations.models import Conversation, Site, Visitor
from dabiao.modules.conversations.schemas.visitor import (
    ChatHeard,
    ChatPersonBody,
    ChatReadBody,
    ChatSayBody,
    ChatStarsBody,
    ChatTalk,
    ChatTalkBody,
    ChatVisit,
    ChatVisitBody,
    ClientId,
)
from dabiao.modules.conversations.services import visiting

router = Router(tags=["chat"])
View = Callable[..., HttpResponse]


def written_in_turn(view: View) -> View:
    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        with in_turn():
            return view(*args, **kwargs)

    return wrapped


SECRET = "X-Chat-Secret"  # noqa: S105 - the header's name
SAID_A_MINUTE = 30  # of one visitor
FILES_AN_HOUR = 30
SIGNS_A_MINUTE = 60  # typing, reading, wishes, stars


@router.post("/chat/visits", operation_id="chat_begin", auth=None, response={200: ChatVisit})
@written_in_turn
def begin(request: HttpRequest, body: ChatVisitBody) -> HttpResponse:
    """A widget opens: the site's words in its language, and the conversation there was, if any.

    Raises `conversations.unknown_site`, `conversations.foreign_site`, `conversations.blocked`, `conversations.too_often`.
    """
    now, address = timezone.now(), address_of(request)
    site = queries.site_of(body.site)
    queries.check_origin(site, request.headers.get("Origin", ""))
    _by_address("visits", address, now)
    agent = request.headers.get("User-Agent", "")
    seen = visiting.Seen(body.language, body.page, body.referrer, body.name, agent)
    actor = Actor(None, body.name, via="chat", address=address)
    visitor = queries.known_visitor(site, body.secret)
    secret = None if visitor else new_key()
    if visitor is None:
        visitor = visiting.arrive(site, secret=secret or "", seen=seen, actor=actor, now=now)
    else:
        visiting.return_again(visitor, seen=seen, actor=actor, now=now)
    return respond(_visit(site, visitor, secret, body.language, now))


def _visit(site: Site, visitor: Visitor, secret: str | None, language: str, now: datetime) -> dict[str, Any]:
    talk = queries.newest_talk(visitor)
    known = queries.known_answers(site) if site.bot else []
    return {
        "secret": secret,
        **queries.words_of(site, language),
        "colour": site.colour,
        "there": queries.is_attended(site, now),
        "choices": queries.choices_of(known, language),
        "conversation": _talk(talk) if talk else None,
        "messages": [queries.as_said(one) for one in queries.newest_of(talk.pk)] if talk else [],
    }


@router.post("/chat/messages", operation_id="chat_say", auth=None, response={200: ChatHeard})
@written_in_turn
def say(request: HttpRequest, body: ChatSayBody) -> HttpResponse:
    """Say something; the conversation begins with the first word. What the bot says to it comes along, and by the stream."""
    visitor, now = _visitor(request), timezone.now()
    _may_say(visitor, request, now)
    heard = visiting.hear(
        visitor,
        text=body.text,
        client_id=body.client_id,
        page=body.page,
        actor=queries.as_actor(visitor),
        now=now,
    )
    return respond(_heard(heard))


@router.post("/chat/files", operation_id="chat_send_file", auth=None, response={200: ChatHeard})
@written_in_turn
def send_file(
    request: HttpRequest,
    file: File[UploadedFile],
    client_id: Form[ClientId],
    text: Form[str] = "",
) -> HttpResponse:
    """Send a file of at most 10 MB. Raises `files.…` for what is refused."""
    visitor, now = _visitor(request), timezone.now()
    _may_say(visitor, request, now)
    _take(f"chat.files:{visitor.pk}", FILES_AN_HOUR, 3600, now)
    with receiving.received(file, name=file.name or "", size=file.size) as arrived:
        heard = visiting.hear(
            visitor,
            text=text,
            client_id=client_id,
            arrived=arrived,
            actor=queries.as_actor(visitor),
            now=now,
        )
    return respond(_heard(heard))


@router.get(
    "/chat/files/{id}",
    operation_id="chat_file",
    auth=None,
    openapi_extra={
        "responses": {
            200: {
                "description": "The file's bytes.",
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def file(request: HttpRequest, id: int, small: bool = False) -> StreamingHttpResponse:
    """A file of one's own conversations; `small` for the small picture, where there is one."""
    found = queries.file_of(_visitor(request), id)
    kept = found.thumbnail if small and found.thumbnail else found.file
    content = store.open_file(kept.pk)
    answer = StreamingHttpResponse(
        iter(lambda: content.read(256 * 1024), b""), content_type=kept.content_type
    )
    answer["Content-Length"] = str(kept.size)
    answer["Content-Disposition"] = disposition(found.file.name)
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@router.post("/chat/typing", operation_id="chat_typing", auth=None, response={204: None})
@written_in_turn
def typing(request: HttpRequest, body: ChatTalkBody) -> HttpResponse:
    """The visitor is writing; kept nowhere."""
    visitor, talk, now = _signed(request, body.conversation)
    visiting.typed(talk, actor=queries.as_actor(visitor, talk.pk), now=now)
    return no_content()


@router.post("/chat/reads", operation_id="chat_read", auth=None, response={204: None})
@written_in_turn
def read(request: HttpRequest, body: ChatReadBody) -> HttpResponse:
    """Everything up to `seq` was seen."""
    visitor, talk, now = _signed(request, body.conversation)
    visiting.read(talk, seq=body.seq, actor=queries.as_actor(visitor, talk.pk), now=now)
    return no_content()


@router.post("/chat/calls", operation_id="chat_call_person", auth=None, response={200: ChatTalk})
@written_in_turn
def call_person(request: HttpRequest, body: ChatPersonBody) -> HttpResponse:
    """Ask for a person."""
    visitor, now = _visitor(request), timezone.now()
    _signs(visitor, now)
    talk = visiting.call_person(visitor, page=body.page, actor=queries.as_actor(visitor), now=now)
    return respond(_talk(talk))


@router.post("/chat/ratings", operation_id="chat_rate", auth=None, response={200: ChatTalk})
@written_in_turn
def rate(request: HttpRequest, body: ChatStarsBody) -> HttpResponse:
    """One to five stars; the last word counts. Raises `conversations.nothing_to_rate`."""
    visitor, talk, now = _signed(request, body.conversation)
    rated = visiting.rate(talk, stars=body.stars, actor=queries.as_actor(visitor, talk.pk), now=now)
    return respond(_talk(rated))


@router.post("/chat/endings", operation_id="chat_leave", auth=None, response={200: ChatTalk})
@written_in_turn
def leave(request: HttpRequest, body: ChatTalkBody) -> HttpResponse:
    """End the conversation; the next word begins a new one."""
    visitor, talk, now = _signed(request, body.conversation)
    ended = visiting.leave(talk, actor=queries.as_actor(visitor, talk.pk), now=now)
    return respond(_talk(ended))


def _visitor(request: HttpRequest) -> Visitor:
    return queries.visitor_of(request.headers.get(SECRET, ""), origin=request.headers.get("Origin", ""))


def _signed(request: HttpRequest, conversation: int) -> tuple[Visitor, Conversation, datetime]:
    visitor, now = _visitor(request), timezone.now()
    _signs(visitor, now)
    return visitor, queries.talk_of(visitor, conversation), now


def _signs(visitor: Visitor, now: datetime) -> None:
    _take(f"chat.signs:{visitor.pk}", SIGNS_A_MINUTE, 60, now)


def _may_say(visitor: Visitor, request: HttpRequest, now: datetime) -> None:
    _take(f"chat.said:{visitor.pk}", SAID_A_MINUTE, 60, now)
    _by_address("said", address_of(request), now)


def _by_address(what: str, address: str, now: datetime) -> None:
    """Many may sit behind one address, as behind a proxy: the measure is one against floods only."""
    if settings.CHAT_PER_ADDRESS:
        _take(f"chat.{what}:{address}", settings.CHAT_PER_ADDRESS, 60, now)


def _take(key: str, limit: int, seconds: float, now: datetime) -> None:
    wait = take(key, limit, seconds, now)
    if wait is not None:
        raise TooMany("conversations.too_often", seconds=max(1, round(wait)))


def _talk(talk: Conversation) -> dict[str, Any]:
    return {"id": talk.pk, **queries.standing(talk)}


def _heard(heard: visiting.Heard) -> dict[str, Any]:
    return {
        "conversation": _talk(heard.conversation),
        "message": queries.as_said(heard.message),
        "replies": [queries.as_said(one) for one in heard.replies],
    }
