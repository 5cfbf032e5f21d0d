"""Pages for people who do not sign in: whoever has the address is who it was given to. No session, no cookie, no script."""

from collections.abc import Callable
from functools import wraps
from html import escape
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from dabiao.core.db import close_if_lost
from dabiao.core.http.problems import language_of

T = TypeVar("T")
View = Callable[..., HttpResponse]


def closed(response: HttpResponse, *, images: bool = False) -> HttpResponse:
    """Nothing runs in it, and it stands in nobody's frame; with `images` it shows those from here."""
    pictures = "img-src 'self'; " if images else ""
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; {pictures}base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def shown(html: str, status: int = 200, *, images: bool = False) -> HttpResponse:
    return closed(unlogged(HttpResponse(html, status=status)), images=images)


def unlogged(response: HttpResponse) -> HttpResponse:
    """A flood of refusals fills no log: Django's own mark of what is logged already."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def looked_up(look: Callable[[str], T], token: str) -> T:
    """No session was looked up before, which else renews a connection that the database has closed."""
    try:
        return look(token)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        close_if_lost()
        return look(token)


def at_most(most_bytes: int, refused: Callable[[str], HttpResponse]) -> Callable[[View], View]:
    """A view of a token to which a few words are sent; `refused(language)` answers more than that."""

    def limited(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def wrapped(request: HttpRequest, token: str) -> HttpResponse:
            length = str(request.META.get("CONTENT_LENGTH") or 0)
            if not length.isdigit() or int(length) > most_bytes:
                return refused(language_of(request))
            return view(request, token)

        return wrapped

    return limited


def framed(language: str, title: str, body: str, *, style: str) -> str:
    """A whole page around `body`, which is HTML; `style` is where its style sheet lies."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<meta name="referrer" content="no-referrer"><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="{style}"></head><body><main>{body}</main></body></html>'
    )
