"""What a buyer sees: their own page, once. No session, no cookie: whoever has the address is who it was given to."""

from collections.abc import Callable
from functools import wraps

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dabiao.core.actor import SYSTEM
from dabiao.core.db import close_if_lost
from dabiao.core.errors import DomainError, TooMany
from dabiao.core.http.auth import address_of
from dabiao.core.http.problems import language_of
from dabiao.core.i18n import text
from dabiao.core.throttle.services import take
from dabiao.modules.debriefs import queries, services
from dabiao.modules.debriefs.api import markup
from dabiao.modules.debriefs.enums import Factor
from dabiao.modules.debriefs.models import Link

View = Callable[..., HttpResponse]
MOST_BYTES = 32 * 1024
WINDOW = 600.0  # seconds that the limits are for
ANSWERS = 10  # of one link
GUESSES = 60  # of addresses that are nobody's, from one place


def _plain(response: HttpResponse) -> HttpResponse:
    """Nothing runs in it, and it stands in nobody's frame."""
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def _shown(html: str, status: int = 200) -> HttpResponse:
    response = HttpResponse(html, status=status)
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django's mark: a flood of refusals fills no log
    return _plain(response)


def _found(token: str) -> Link | None:
    """No session was looked up before, which else renews a connection that the database has closed."""
    try:
        return queries.link_by_token(token)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        close_if_lost()
        return queries.link_by_token(token)


def _small(view: View) -> View:
    """What is sent is a page of words."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or 0)
        if not length.isdigit() or int(length) > MOST_BYTES:
            return _shown(markup.notice_page(language_of(request), "too_large"), 413)
        return view(request, token)

    return wrapped


@_small
@require_http_methods(["GET", "HEAD", "POST"])
def buyer_page(request: HttpRequest, token: str) -> HttpResponse:
    link = _found(token)
    if link is None:
        busy = take(f"debriefs.guess:{address_of(request)}", GUESSES, WINDOW, timezone.now()) is not None
        key, status = ("often", 429) if busy else ("gone", 404)
        return _shown(markup.notice_page(language_of(request), key), status)
    language = link.language or language_of(request)
    if link.answered_at is not None:
        return _shown(markup.notice_page(language, "thanks", good=True))
    if link.ended_at is not None or link.expires_at <= timezone.now():
        return _shown(markup.notice_page(language, "over"), 410)
    if request.method == "POST":
        return _answered(request, link, language)
    return _shown(markup.buyer_page(link, language, markup.Shown()))


def _answered(request: HttpRequest, link: Link, language: str) -> HttpResponse:
    """Seen after sending at the same address, so that loading it once more sends nothing."""
    if request.POST.get(markup.TRAP):  # no person fills it in
        return _shown(markup.notice_page(language, "thanks", good=True))
    typed = {name: request.POST.get(name, "")[:4_000].replace("\x00", "") for name in ("words", "said_by")}
    weights = {one: _grade(request.POST.get(one, "")) for one in Factor.values}
    try:
        seconds = take(f"debriefs.answer:{link.pk}", ANSWERS, WINDOW, timezone.now())
        if seconds is not None:
            raise TooMany("debriefs.too_often", seconds=max(1, round(seconds)))
        services.answer(
            link.pk,
            words=typed["words"],
            said_by=typed["said_by"],
            weights=weights,
            agreed=bool(request.POST.get("agreed")),
            actor=SYSTEM,
            now=timezone.now(),
        )
    except DomainError as error:
        notice = text(language, f"errors.{error.code}", **error.params)
        shown = markup.Shown(notice=notice, typed=typed, weights=weights)
        return _shown(markup.buyer_page(link, language, shown), error.status)
    response = HttpResponse(status=303)
    response["Location"] = f"/v/{link.token}"
    return _plain(response)


def _grade(typed: str) -> int:
    """Whatever is no grade says nothing."""
    return int(typed) if typed in ("1", "2", "3") else 0


pages = [path("v/<str:token>", buyer_page)]
