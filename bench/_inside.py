"""Requests to the product's WSGI application inside this process: no server, no socket, no other thread."""

import json
from functools import cache
from io import BytesIO
from typing import Any

from django.core.wsgi import get_wsgi_application

from bench._operations import API, Call, Person


@cache
def application() -> Any:
    return get_wsgi_application()


def ask(person: Person, call: Call) -> bytes:
    """The body of the answer. Raises RuntimeError unless it is a success."""
    path, _, query = call.path.partition("?")
    content = json.dumps(call.body).encode() if call.body is not None else b""
    environ = {
        "REQUEST_METHOD": call.method,
        "PATH_INFO": f"{API}/{path}",
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": person.cookies,
        "HTTP_X_CSRFTOKEN": person.csrf,
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.input": BytesIO(content),
        "wsgi.errors": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    said: list[str] = []
    response = application()(environ, lambda status, _headers: said.append(status))
    body = b"".join(response)
    response.close()
    if not said[0].startswith("2"):
        raise RuntimeError(f"{call.method} {call.path}: {said[0]} {body[:300]!r}")
    return body
