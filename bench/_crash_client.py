"""Speaks to whichever web process is alive; repeats with the same key what was cut off, as a good program does."""

import json
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from typing import Any
from uuid import uuid4

PATIENCE = 60.0  # seconds


class Client:
    """For one thread. `said` counts the answers of all clients by their status, `cut` those that never came."""

    said: Counter[str] = Counter()
    _lock = threading.Lock()

    def __init__(self, ports: list[int], keys: dict[int, str]) -> None:
        self.ports, self.keys, self.turn = ports, keys, 0
        self._open: HTTPConnection | None = None

    def ask(self, who: int, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """(status, JSON); 0 where no answer came in a minute. Every try has the same Idempotency-Key."""
        headers = {
            "Authorization": f"Bearer {self.keys[who]}",
            "Content-Type": "application/json",
            "Idempotency-Key": uuid4().hex,
        }
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status, said = self._once(method, path, json.dumps(body or {}), headers)
            except (OSError, HTTPException):
                self._open, self.turn = None, self.turn + 1
                self._count("cut")
                time.sleep(0.05)
                continue
            self._count(str(status))
            return status, json.loads(said) if said and status < 300 else None
        return 0, None

    def _once(self, method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, bytes]:
        if self._open is None:
            self._open = HTTPConnection("127.0.0.1", self.ports[self.turn % len(self.ports)], timeout=20)
        self._open.request(method, f"/api/v1{path}", body, headers)
        answer = self._open.getresponse()
        return answer.status, answer.read()

    @classmethod
    def _count(cls, what: str) -> None:
        with cls._lock:
            cls.said[what] += 1
