"""Exporting a list in tests, from the question to the downloaded table."""

import csv
from datetime import datetime
from io import StringIO
from typing import Any

from dabiao.core.timers.worker import drain
from dabiao.testing.people import ApiClient


def asked(client: ApiClient, kind: str, *, format: str = "csv", **said: Any) -> dict[str, Any]:
    """The answer to a request for a file; `said` beside `query`: columns, reason."""
    answer: dict[str, Any] = client.write("POST", "/exports", {"kind": kind, "format": format, **said})
    return answer


def downloaded(client: ApiClient, id: int) -> bytes:
    response = client.send("GET", f"/exports/{id}/file")
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def table_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def exported(
    client: ApiClient,
    kind: str,
    *,
    now: datetime | None = None,
    columns: list[str] | None = None,
    **query: Any,
) -> list[list[str]]:
    """Heading and rows of the file of a list, asked for, written by the worker and downloaded."""
    export = asked(client, kind, query=query, columns=columns or [])
    drain(now)
    return table_of(downloaded(client, export["id"]))
