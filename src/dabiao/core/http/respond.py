"""Answers written straight to bytes: no second model of what the query already shaped."""

from typing import Any

import orjson
from django.http import HttpResponse

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def dumps(data: Any) -> bytes:
    try:
        return orjson.dumps(data, option=_OPTIONS, default=_default)
    except TypeError as error:
        if "64-bit" not in str(error):
            raise
        return orjson.dumps(_within_64_bits(data), option=_OPTIONS, default=_default)


def _within_64_bits(data: Any) -> Any:
    """What others sent us may hold any number, and PostgreSQL gives 1e300 back as a whole one: it goes out as 1e300 again."""
    if isinstance(data, dict):
        return {key: _within_64_bits(one) for key, one in data.items()}
    if isinstance(data, list | tuple):
        return [_within_64_bits(one) for one in data]
    if isinstance(data, int) and not -(2**63) <= data < 2**64:
        try:
            return float(data)
        except OverflowError:
            return str(data)
    return data


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
