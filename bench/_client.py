"""A client in a process of its own: prepared requests over keep-alive sockets, one thread, nothing but sockets.

Reads {"port", "connections", "requests": [latin-1 text]} from standard input and prints what came of them. Each
connection takes the next request as soon as it has its answer.
"""

import json
import selectors
import socket
import sys
from time import perf_counter


class Line:
    """One connection and the answer it is waiting for."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard = b""
        self.since = 0.0

    def ask(self, request: bytes) -> None:
        self.heard, self.since = b"", perf_counter()
        self.socket.sendall(request)

    def answer(self) -> int | None:
        """The status, once the whole answer is here."""
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionError("the server closed the connection")
        self.heard += data
        return int(self.heard[9:12]) if _complete(self.heard) else None


def _complete(heard: bytes) -> bool:
    head, gap, body = heard.partition(b"\r\n\r\n")
    if not gap:
        return False
    lowered = head.lower()
    if b"transfer-encoding: chunked" in lowered:
        return body.endswith(b"0\r\n\r\n")
    place = lowered.find(b"content-length:")
    return place < 0 or len(body) >= int(lowered[place + 15 :].split(b"\r\n", 1)[0])


def run(port: int, connections: int, requests: list[bytes]) -> dict[str, object]:
    waiting = iter(requests)
    took: list[float] = []
    statuses: dict[int, int] = {}
    selector = selectors.DefaultSelector()
    start = perf_counter()
    busy = 0
    for _ in range(min(connections, len(requests))):
        line = Line(port)
        selector.register(line.socket, selectors.EVENT_READ, line)
        line.ask(next(waiting))
        busy += 1
    while busy:
        for key, _ in selector.select():
            line = key.data
            status = line.answer()
            if status is None:
                continue
            took.append((perf_counter() - line.since) * 1000)
            statuses[status] = statuses.get(status, 0) + 1
            following = next(waiting, None)
            if following is None:
                busy -= 1
                selector.unregister(line.socket)
                line.socket.close()
            else:
                line.ask(following)
    return {"seconds": perf_counter() - start, "ms": took, "statuses": statuses}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    texts = [text.encode("latin-1") for text in asked["requests"]]
    json.dump(run(asked["port"], asked["connections"], texts), sys.stdout)
