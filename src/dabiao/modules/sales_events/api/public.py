"""What guests ask: their own page, and the door. No session, no cookie: whoever has the address is who it was given to."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dabiao.core.errors import DomainError, TooMany
from dabiao.core.http.auth import address_of
from dabiao.core.http.drawing import drawn
from dabiao.core.http.problems import language_of
from dabiao.core.http.strangers import at_most, closed, looked_up, shown
from dabiao.core.i18n import text
from dabiao.core.masking import masked_name
from dabiao.core.throttle.services import take
from dabiao.modules.sales_events import queries, services
from dabiao.modules.sales_events.api import markup
from dabiao.modules.sales_events.api.markup import MOST_PARTY, Shown
from dabiao.modules.sales_events.models import Guest, SalesEvent

MOST_BYTES = 8 * 1024
WINDOW = 600.0  # seconds that the limits are for
ANSWERS = 30  # of one guest
AT_DOOR = 1_000  # of one hall: all of it may be behind one address
NEW_AT_DOOR = 200  # numbers that are on no list, each of which may become a lead


def _language(event: SalesEvent, request: HttpRequest) -> str:
    return event.language or language_of(request)


def _shown(html: str, status: int = 200) -> HttpResponse:
    return shown(html, status, images=True)


def _too_large(language: str) -> HttpResponse:
    return _shown(markup.notice_page(language, "too_large"), 413)


@at_most(MOST_BYTES, _too_large)
@require_http_methods(["GET", "HEAD", "POST"])
def guest_page(request: HttpRequest, token: str) -> HttpResponse:
    guest = looked_up(queries.guest_by_token, token)
    if guest is None or guest.event.state == "draft":
        return _shown(markup.notice_page(language_of(request), "gone"), 404)
    if request.method == "POST":
        return _answered(request, guest)
    language = _language(guest.event, request)
    return _shown(markup.guest_page(guest, language, Shown(), timezone.now()))


def _answered(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Seen after sending at the same address, so that loading it once more sends nothing."""
    said, now, language = request.POST.get("answer", ""), timezone.now(), _language(guest.event, request)
    hand = services.hand_of(guest.event)
    try:
        _take(f"sales_events.guest:{guest.pk}", ANSWERS)
        if said == "never":
            services.opt_out(guest.pk, actor=hand, now=now)
            return _shown(markup.notice_page(language, "never_done"))
        typed = request.POST.get("party", "1")
        party = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 1
        party = min(max(party, 1), MOST_PARTY)
        services.answer(guest.pk, going=said == "yes", party=party, actor=hand, now=now)
    except DomainError as error:
        notice = text(language, f"errors.{error.code}", **error.params)
        return _shown(markup.guest_page(guest, language, Shown(notice=notice), now), error.status)
    response = HttpResponse(status=303)
    response["Location"] = f"/e/{guest.token}"
    return closed(response, images=True)


@require_safe
def guest_code(request: HttpRequest, token: str) -> HttpResponse:
    """The picture of a guest's own address, which the door reads."""
    guest = looked_up(queries.guest_by_token, token)
    if guest is None:
        return _shown(markup.notice_page(language_of(request), "gone"), 404)
    home = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    picture = drawn(f"{home}/e/{guest.token}", "svg")
    return closed(HttpResponse(picture.getvalue(), content_type="image/svg+xml"), images=True)


@at_most(MOST_BYTES, _too_large)
@require_http_methods(["GET", "HEAD", "POST"])
def door_page(request: HttpRequest, token: str) -> HttpResponse:
    event = looked_up(queries.event_by_token, token)
    if event is None:
        return _shown(markup.notice_page(language_of(request), "gone"), 404)
    language = _language(event, request)
    if request.method == "POST":
        return _arrived(request, event, language)
    return _shown(markup.door_page(event, language, Shown()))


def _arrived(request: HttpRequest, event: SalesEvent, language: str) -> HttpResponse:
    typed = {name: request.POST.get(name, "")[:120] for name in ("phone", "name", "company")}
    if request.POST.get(markup.TRAP):  # no person fills it in
        return _shown(markup.notice_page(language, "thanks"))
    try:
        _take(f"sales_events.door:{event.pk}:{address_of(request)}", AT_DOOR)
        if typed["name"]:
            _take(f"sales_events.new:{event.pk}:{address_of(request)}", NEW_AT_DOOR)
        arrival = services.sign_oneself_in(
            event.pk, **typed, actor=services.hand_of(event), now=timezone.now()
        )
    except DomainError as error:
        notice = text(language, f"errors.{error.code}", **error.params)
        asks = bool(typed["name"]) or error.code == "sales_events.not_on_list"
        again = Shown(notice=notice, typed=typed, asks_name=asks)
        return _shown(markup.door_page(event, language, again), error.status)
    key = "said.sales_event.here_already" if arrival.again else "said.sales_event.welcome"
    done = text(language, key, name=masked_name(arrival.guest.name) or "")
    return _shown(markup.door_page(event, language, Shown(done=done)))


def _take(name: str, limit: int) -> None:
    """Before the transaction, so that what was refused in it counts too."""
    seconds = take(name, limit, WINDOW, timezone.now())
    if seconds is not None:
        raise TooMany("sales_events.too_often", seconds=max(1, round(seconds)))


pages = [
    path("e/<str:token>/code.svg", guest_code),
    path("e/<str:token>", guest_page),
    path("d/<str:token>", door_page),
]
