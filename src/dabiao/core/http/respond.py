"""Answers written straight to bytes: no second model of what the query already shaped."""

from typing import Any

import orjson
from django.http import HttpResponse

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def dumps(data: Any) -> bytes:
    return orjson.dumps(data, option=_OPTIONS, default=_default)


def _default(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(type(value).__name__)


def respond(data: Any, status: int = 200) -> HttpResponse:
    response = HttpResponse(dumps(data), content_type="application/json", status=status)
    response["Cache-Control"] = "no-store"
    return response


def no_content() -> HttpResponse:
    return HttpResponse(status=204)
