"""What strangers ask: the page of a form, what they send, the script that embeds it, and codes. No session, no cookie."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dabiao.core.attachments.receiving import received
from dabiao.core.errors import DomainError, Many, TooMany
from dabiao.core.http.auth import address_of
from dabiao.core.http.problems import language_of
from dabiao.core.http.strangers import View, looked_up, unlogged
from dabiao.core.i18n import text
from dabiao.core.text import squash
from dabiao.modules.forms import queries, services
from dabiao.modules.forms.api import markup
from dabiao.modules.forms.enums import FormState
from dabiao.modules.forms.models import Form
from dabiao.modules.forms.rules import checking, tickets
from dabiao.modules.forms.services._taking import hand_of, key
from dabiao.modules.forms.services.submitting import UTM

MOST_BYTES = 64 * 1024  # of all that is typed
_LONGEST = 300  # of what an address says of where from
_HERE = Path(__file__).parent
_FILES = {"form.css": "text/css", "form.js": "text/javascript", "embed.js": "text/javascript"}


@cache
def _file(name: str) -> bytes:
    return (_HERE / name).read_bytes()


@require_safe
def asset(_: HttpRequest, name: str) -> HttpResponse:
    response = HttpResponse(_file(name), content_type=f"{_FILES[name]}; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return _open(response)


def _open(response: HttpResponse, form: Form | None = None) -> HttpResponse:
    """Nothing of anybody else's runs in it; it may stand in those pages that the form allows."""
    around = " ".join(["'self'", *form.origins]) if form and form.origins else "*"
    onward = form.texts.get("redirect", "") if form else ""
    onward = (
        f" {checking.origin_of(onward)}" if onward else ""
    )  # a browser asks for the way on after sending too
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; "
        f"form-action 'self'{onward}; frame-ancestors {around}"
    )
    return response


def _shown(html: str, form: Form | None = None, status: int = 200) -> HttpResponse:
    response = unlogged(HttpResponse(html, status=status))
    response["Cache-Control"] = "no-store"
    return _open(response, form)


def of_live_form(view: View) -> View:
    """The view of a form that is filled in; any other says what became of it."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        form = looked_up(queries.by_token, token)
        embedded = "embed" in request.GET
        if form is None:
            return _shown(markup.notice_page(language_of(request), "gone", embedded=embedded), status=404)
        if form.state == FormState.CLOSED:
            return _shown(markup.notice_page(form.language, "closed", embedded=embedded), form, 410)
        return view(request, form, embedded)

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@of_live_form
def form_page(request: HttpRequest, form: Form, embedded: bool) -> HttpResponse:
    if request.method == "POST":
        return _sent(request, form, embedded)
    now = timezone.now()
    if request.method == "GET":
        services.count_view(form, address=address_of(request), actor=hand_of(form), now=now)
    code = looked_up(queries.code_by_token, request.GET.get("c", ""))
    ticket = tickets.Ticket(
        secrets.token_urlsafe(12), int(now.timestamp()), code.pk if code and code.form_id == form.pk else 0
    )
    referrer = request.headers.get("Referer", "")[:_LONGEST]
    return _shown(_page(request, form, ticket, embedded, referrer=referrer), form)


def _page(request: HttpRequest, form: Form, ticket: tickets.Ticket | str, embedded: bool, **more: Any) -> str:
    signed = ticket if isinstance(ticket, str) else tickets.written(ticket, form.token, key())
    query = request.META.get("QUERY_STRING", "")[:2000]
    return markup.form_page(markup.Asked(form, signed, query, embedded=embedded, **more))


def _sent(request: HttpRequest, form: Form, embedded: bool) -> HttpResponse:
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if not length.isdigit() or int(length) > _most_bytes(form):
        return _shown(markup.notice_page(language_of(request), "too_large", embedded=embedded), form, 413)
    typed = {one["name"]: request.POST.getlist(one["name"]) for one in form.fields}
    shown: dict[str, Any] = {
        "typed": {name: "、".join(texts) for name, texts in typed.items()},
        "agreed": markup.CONSENT in request.POST,
        "referrer": request.POST.get(markup.REFERRER, "")[:_LONGEST],
    }
    arrival = services.Arrival(
        sent=typed,
        ticket=request.POST.get(markup.TICKET, ""),
        trap=request.POST.get(markup.TRAP, ""),
        agreed=shown["agreed"],
        origin=_origin(request, shown["referrer"]),
        address=address_of(request),
    )
    try:
        with _with_file(request, form, arrival) as whole:
            outcome = services.submit(form, arrival=whole, actor=hand_of(form), now=timezone.now())
    except TooMany as error:
        said = text(language_of(request), f"errors.{error.code}", **error.params)
        response = _shown(
            _page(request, form, arrival.ticket[:200], embedded, notice=said, **shown), form, 429
        )
        response["Retry-After"] = str(error.params["seconds"])
        return response
    except DomainError as error:
        return _shown(
            _page(request, form, arrival.ticket[:200], embedded, wrong=_wrong(error, form), **shown),
            form,
            422,
        )
    if outcome.again and outcome.ticket:
        said = text(form.language, f"public_form.again_{outcome.again}")
        return _shown(_page(request, form, outcome.ticket, embedded, notice=said, **shown), form, 422)
    return _on(form, embedded)


def _on(form: Form, embedded: bool) -> HttpResponse:
    """Seen after sending: an address of its own, so that loading it once more sends nothing."""
    if form.texts.get("redirect") and not embedded:
        target = form.texts["redirect"]
    else:
        target = f"/f/{form.token}/thanks{'?embed=1' if embedded else ''}"
    response = HttpResponse(status=303)
    response["Location"] = target
    response["Cache-Control"] = "no-store"
    return _open(response, form)


def _most_bytes(form: Form) -> int:
    takes_file = any(one["name"] == checking.FILE for one in form.fields)
    return MOST_BYTES + (settings.FILE_MAX_BYTES if takes_file else 0)


def _origin(request: HttpRequest, referrer: str) -> Mapping[str, str]:
    """Where from, as the address of the page and its frame say: anybody's words, kept as such."""
    said = {name: request.GET.get(name, "") for name in (*UTM, "page")}
    said["referrer"] = request.GET.get("ref", "") or referrer
    return {name: squash(value)[:_LONGEST] for name, value in said.items() if value}


@contextmanager
def _with_file(request: HttpRequest, form: Form, arrival: services.Arrival) -> Iterator[services.Arrival]:
    """The file is looked at before anything is written. Raises `files.*` at its field."""
    sent = request.FILES.get(checking.FILE)
    if sent is None or not sent.size or not any(one["name"] == checking.FILE for one in form.fields):
        yield arrival
        return
    with received(sent, name=sent.name or "", size=sent.size) as file:
        yield replace(arrival, file=file)


def _wrong(error: DomainError, form: Form) -> dict[str, str]:
    """Field → what to mend, in the language of the form."""
    faults = error.errors if isinstance(error, Many) else [error]
    named = {one["name"] for one in form.fields} | {"consent"}
    first = str(form.fields[0]["name"])
    return {
        (one.field if one.field and one.field in named else first): text(
            form.language, f"errors.{one.code}", **{**one.params, "field": one.field}
        )
        for one in faults
    }


@require_safe
@of_live_form
def thanks(_: HttpRequest, form: Form, embedded: bool) -> HttpResponse:
    return _shown(markup.thanks_page(form, embedded=embedded), form)


@require_safe
@of_live_form
def script(request: HttpRequest, _form: Form, _embedded: bool) -> HttpResponse:
    return asset(request, "embed.js")


@require_safe
def code_link(request: HttpRequest, token: str) -> HttpResponse:
    """Count, and go on to the form. What is printed leads to the form as it is now."""
    code = looked_up(queries.code_by_token, token)
    if code is None:
        return _shown(markup.notice_page(language_of(request), "gone"), status=404)
    if request.method == "GET":
        services.count_visit(code, address=address_of(request), actor=hand_of(code.form), now=timezone.now())
    response = HttpResponseRedirect(f"/f/{code.form.token}?c={code.token}")
    response["Cache-Control"] = "no-store"
    return _open(response)


pages = [
    path("f/form.css", asset, {"name": "form.css"}),
    path("f/form.js", asset, {"name": "form.js"}),
    path("f/<str:token>.js", script),
    path("f/<str:token>/thanks", thanks),
    path("f/<str:token>", form_page),
    path("q/<str:token>", code_link),
]
