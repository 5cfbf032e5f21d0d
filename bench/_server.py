"""The real server around a database, and how much processor time its processes have used."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from bench._postgres import CHECKOUT

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Asked:
    """What a batch of requests came to. `cpu_ms` is the server's user and system time per request."""

    median_ms: float
    cpu_ms: float
    per_second: float
    refused: int

    def per_use(self, parts: int) -> "Asked":
        """The same of what sends `parts` requests each time; the median stays that of one request."""
        return replace(self, cpu_ms=self.cpu_ms * parts, per_second=self.per_second / parts)


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def ask(self, requests: list[str], connections: int = 1) -> Asked:
        """Send them all from another process and wait for the last answer."""
        asked = json.dumps({"port": self.port, "connections": connections, "requests": requests})
        before = cpu_seconds(self.pid)
        command = [sys.executable, str(Path(__file__).with_name("_client.py"))]
        said = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
        used = cpu_seconds(self.pid) - before
        found: dict[str, Any] = json.loads(said.stdout)
        refused = sum(count for status, count in found["statuses"].items() if not 200 <= int(status) < 300)
        return Asked(
            median(found["ms"]), used * 1000 / len(requests), len(requests) / found["seconds"], refused
        )


@contextmanager
def serving(url: str, home: Path, *, workers: int = 1) -> Iterator[Server]:
    """granian with the product's own application, and one more route that does nothing (`bench._settings`)."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DABIAO_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "bench._settings",
        "PYTHONPATH": str(CHECKOUT),
    }
    command = [
        *(sys.executable, "-m", "granian", "--interface", "asgi", "--no-ws", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", str(workers), "--backlog", "2048", "--backpressure", "8192"),
        *("--log-level", "warning", "dabiao.config.asgi:app"),
    ]
    process = subprocess.Popen(command, env=environment, cwd=CHECKOUT)
    try:
        wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[Any]", seconds: float = 60) -> None:
    """Until something answers on the port."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with exit code {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not answer in time")


def family(pid: int) -> list[int]:
    """The process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time so far of the process and its descendants."""
    return sum((int(fields[11]) + int(fields[12])) / TICK for one in family(pid) if (fields := _stat(one)))


def _stat(pid: int) -> list[str]:
    """Fields of /proc/PID/stat from the state on; empty for a process that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
