"""What a buyer sees: their own page, once. No session, no cookie: whoever has the address is who it was given to."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import DomainError, TooMany
from dabiao.core.http.auth import address_of
from dabiao.core.http.problems import language_of
from dabiao.core.http.strangers import at_most, closed, looked_up, shown
from dabiao.core.i18n import text
from dabiao.core.throttle.services import take
from dabiao.modules.debriefs import queries, services
from dabiao.modules.debriefs.api import markup
from dabiao.modules.debriefs.enums import Factor
from dabiao.modules.debriefs.models import Link

MOST_BYTES = 32 * 1024
WINDOW = 600.0  # seconds that the limits are for
ANSWERS = 10  # of one link
GUESSES = 60  # of addresses that are nobody's, from one place


def _too_large(language: str) -> HttpResponse:
    return shown(markup.notice_page(language, "too_large"), 413)


@at_most(MOST_BYTES, _too_large)
@require_http_methods(["GET", "HEAD", "POST"])
def buyer_page(request: HttpRequest, token: str) -> HttpResponse:
    link = looked_up(queries.link_by_token, token)
    if link is None:
        busy = take(f"debriefs.guess:{address_of(request)}", GUESSES, WINDOW, timezone.now()) is not None
        key, status = ("often", 429) if busy else ("gone", 404)
        return shown(markup.notice_page(language_of(request), key), status)
    language = link.language or language_of(request)
    if link.answered_at is not None:
        return shown(markup.notice_page(language, "thanks", good=True))
    if link.ended_at is not None or link.expires_at <= timezone.now():
        return shown(markup.notice_page(language, "over"), 410)
    if request.method == "POST":
        return _answered(request, link, language)
    return shown(markup.buyer_page(link, language, markup.Shown()))


def _answered(request: HttpRequest, link: Link, language: str) -> HttpResponse:
    """Seen after sending at the same address, so that loading it once more sends nothing."""
    if request.POST.get(markup.TRAP):  # no person fills it in
        return shown(markup.notice_page(language, "thanks", good=True))
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
        again = markup.Shown(notice=notice, typed=typed, weights=weights)
        return shown(markup.buyer_page(link, language, again), error.status)
    response = HttpResponse(status=303)
    response["Location"] = f"/v/{link.token}"
    return closed(response)


def _grade(typed: str) -> int:
    """Whatever is no grade says nothing."""
    return int(typed) if typed in ("1", "2", "3") else 0


pages = [path("v/<str:token>", buyer_page)]
