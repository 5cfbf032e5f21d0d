"""One request to a messenger's service. What it carries is never written down: addresses and bodies hold secrets."""

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request

from dabiao.core.notifications.opening import opener
from dabiao.core.notifications.troubles import Postponed, Refused, Trouble, Unsure

TIMEOUT = 10.0  # seconds
LARGEST = 1 << 20  # bytes of an answer
PASSING = (408, 425, 429)


def ask(
    url: str,
    body: Any = None,
    *,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    once: bool = False,
) -> dict[str, Any]:
    """POST of `body` as JSON, or GET without one; the JSON of the answer, of a 4xx too: services say there what is wrong.

    Raises Postponed where the service is away or busy, Refused for a 4xx without JSON. Where the request went out and no
    answer came back, what is to be done `once` raises Unsure.
    """
    address = f"{url}?{urlencode(query)}" if query else url
    data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    kind = {"Content-Type": "application/json; charset=utf-8"}
    request = Request(address, data=data, headers={**kind, **(headers or {})})  # noqa: S310 - our own https addresses
    lost: type[Trouble] = Unsure if once else Postponed
    try:
        with opener().open(request, timeout=TIMEOUT) as answer:
            raw = answer.read(LARGEST)
    except HTTPError as error:
        return _of_refusal(error)
    except URLError as error:  # no connection, or it broke before the request was whole
        raise Postponed("away", said=type(error.reason).__name__) from None
    except (OSError, HTTPException) as error:
        raise lost("away", said=type(error).__name__) from None
    said = _json(raw)
    if said is None:
        raise lost("gibberish")
    return said


def _of_refusal(error: HTTPError) -> dict[str, Any]:
    with error:
        if error.code >= 500 or error.code in PASSING:
            raise Postponed("away" if error.code >= 500 else "busy", code=error.code) from None
        said = _json(error.read(LARGEST))
    if said is None:
        raise Refused("other", code=error.code) from None
    return said


def _json(raw: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(raw)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
