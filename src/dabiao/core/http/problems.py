"""Errors on the wire: RFC 9457 problem+json with a stable code, the field, and words in the reader's language."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.errors import HttpError, ValidationError

from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.core.http.respond import dumps
from dabiao.core.i18n import find, pick, text

log = logging.getLogger("dabiao.http")

TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    413: "Content Too Large",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


class FieldProblem(Schema):
    code: str
    field: str | None = None
    detail: str
    params: dict[str, Any] = {}


class Problem(Schema):
    """What went wrong, in a stable code and in words. `field` names the input to mend."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    params: dict[str, Any] = {}
    errors: list[FieldProblem] = []


def language_of(request: HttpRequest) -> str:
    return pick(request.headers.get("Accept-Language", ""))


def problem(request: HttpRequest, error: DomainError) -> HttpResponse:
    language = language_of(request)
    inner = error.errors if isinstance(error, Many) else []
    body = {
        "type": f"urn:dabiao:problem:{error.code}",
        "title": TITLES.get(error.status, "Error"),
        "status": error.status,
        **_described(error, language),
        "errors": [_described(one, language) for one in inner],
    }
    response = HttpResponse(dumps(body), content_type="application/problem+json", status=error.status)
    if error.status == 429 and "minutes" in error.params:
        response["Retry-After"] = str(int(error.params["minutes"]) * 60)
    if error.status == 429 and "seconds" in error.params:
        response["Retry-After"] = str(error.params["seconds"])
    if error.code == "access.too_often":
        response["RateLimit-Policy"] = f'"token";q={error.params["limit"]};w=60'
        response["RateLimit"] = f'"token";r=0;t={error.params["seconds"]}'
    return response


def _described(error: DomainError, language: str) -> dict[str, Any]:
    params = {**error.params, "field": error.field}
    detail = text(language, f"errors.{error.code}", **params)
    return {"code": error.code, "field": error.field, "detail": detail, "params": error.params}


def row_refused(request: HttpRequest, error: DomainError, **place: int) -> dict[str, Any]:
    """One row of a batch that was refused; `place` is its `id` or `index`."""
    said = _described(error, language_of(request))
    return {**place, "ok": False, "code": said["code"], "field": said["field"], "detail": said["detail"]}


def from_validation(error: ValidationError) -> DomainError:
    """The shape errors of a request, each with its field, as one refusal."""
    found = [_shape_error(item) for item in error.errors]
    return found[0] if len(found) == 1 else Many(found)


def _shape_error(item: dict[str, Any]) -> DomainError:
    place = [str(part) for part in item["loc"]]
    field = ".".join(
        place[2:] if place[:1] in (["body"], ["form"], ["file"]) and len(place) > 2 else place[1:]
    )
    code = f"validation.{item['type']}"
    if find("en", f"errors.{code}") is None:
        code = "validation.other"
    context = {
        key: value for key, value in (item.get("ctx") or {}).items() if isinstance(value, str | int | float)
    }
    return Invalid(code, field=field or None, message=item["msg"], **context)


def from_http_error(error: HttpError) -> DomainError:
    class Plain(DomainError):
        status = error.status_code

    code = {401: "access.unauthenticated", 403: "access.csrf"}.get(error.status_code, "core.bad_request")
    return Plain(code, message=error.message)


class Crash(DomainError):
    status = 500


def crashed(request: HttpRequest, error: Exception) -> HttpResponse:
    """An error of ours: logged whole, told without its insides."""
    log.exception("unhandled error in %s %s", request.method, request.path, exc_info=error)
    return problem(request, Crash("core.crash"))
