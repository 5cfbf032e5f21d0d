"""HTTP by hand, so that five hundred open streams cost the measuring side as little as they may."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

Headers = dict[str, str]


def request(method: str, path: str, headers: Headers, body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", f"content-length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _head(reader: asyncio.StreamReader) -> tuple[int, Headers]:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    pairs = (line.partition(": ") for line in lines[1:] if line)
    return int(lines[0].split()[1]), {name.lower(): value for name, _, value in pairs}


async def events(port: int, path: str, headers: Headers) -> AsyncIterator[tuple[str, Any]]:
    """(event, data) of a stream; heartbeats are passed over."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request("GET", path, headers))
        status, _ = await _head(reader)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        rest = b""
        while size := int((await reader.readline()).strip() or b"0", 16):
            *blocks, rest = (rest + await reader.readexactly(size)).split(b"\n\n")
            await reader.readexactly(2)
            for block in blocks:
                said = dict(line.split(b": ", 1) for line in block.split(b"\n") if b": " in line[1:])
                if b"event" in said:
                    yield said[b"event"].decode(), json.loads(said[b"data"])
    finally:
        writer.close()


class Posting:
    """So many connections that stay open; whoever posts waits for a free one."""

    def __init__(self, port: int, connections: int) -> None:
        self._port = port
        self._free: asyncio.Queue[Any] = asyncio.Queue()
        for _ in range(connections):
            self._free.put_nowait(None)

    async def post(self, path: str, body: Any, headers: Headers) -> int:
        line = await self._free.get()
        try:
            reader, writer = line or await asyncio.open_connection("127.0.0.1", self._port)
            line = reader, writer
            given = {"content-type": "application/json", **headers}
            writer.write(request("POST", path, given, json.dumps(body).encode()))
            status, told = await _head(reader)
            await reader.readexactly(int(told.get("content-length", 0)))
            return status
        finally:
            self._free.put_nowait(line)
