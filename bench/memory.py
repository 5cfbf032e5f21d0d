"""What the whole program takes at rest: supervisor, web and worker, as `dabiao serve` starts them.

RSS counts what processes share once for each; PSS divides it among them and is what the machine really gives up.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from bench import _postgres, _report
from bench._server import family, free_port, wait_for

AIM_MB = 350
REQUESTS, REST = 200, 20.0


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    if asked.postgres and _postgres.needs_server():
        return _postgres.run_again_with_server("memory", argv)
    with tempfile.TemporaryDirectory(prefix="dabiao-bench-") as home:
        if asked.postgres:
            with _postgres.database("dabiao_bench_memory") as url:
                found = measure(url, home, asked.workers)
        else:
            found = measure(f"sqlite:///{home}/bench.sqlite3", home, asked.workers)
    print(
        json.dumps(_report.machine() | found, ensure_ascii=False, indent=2) if asked.json else _table(found)
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench memory", description=__doc__)
    parser.add_argument(
        "--postgres", action="store_true", help="on PostgreSQL instead of the embedded database"
    )
    parser.add_argument("--workers", type=int, default=1, help="web processes")
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


def measure(url: str, home: str, workers: int) -> dict[str, Any]:
    """Start it, use it a little so that everything is loaded, let it rest, and look."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "dabiao.config.cli",
        "serve",
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    environment = {**os.environ, "DATABASE_URL": url, "DABIAO_HOME": home}
    began = time.monotonic()
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        ready = time.monotonic() - began
        for _ in range(REQUESTS):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/csrf").read()
        time.sleep(REST)
        processes = [memory_of(pid) for pid in family(server.pid)]
    finally:
        server.terminate()
        server.wait(60)
    total = {
        "rss_mb": sum(one["rss_mb"] for one in processes),
        "pss_mb": sum(one["pss_mb"] for one in processes),
    }
    return {"aim_mb": AIM_MB, "ready_s": ready, **total, "processes": processes}


def memory_of(pid: int) -> dict[str, Any]:
    rollup = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    )
    command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return {"command": command[:90], "rss_mb": _mb(rollup["Rss"]), "pss_mb": _mb(rollup["Pss"])}


def _mb(text: str) -> float:
    return int(text.split()[0]) / 1024


def _table(found: dict[str, Any]) -> str:
    rows = [(one["command"], f"{one['rss_mb']:.0f}", f"{one['pss_mb']:.0f}") for one in found["processes"]]
    rows.append(("together", f"{found['rss_mb']:.0f}", f"{found['pss_mb']:.0f}"))
    ready = f"ready after {found['ready_s']:.1f} s, empty database included; aim: {found['aim_mb']} MB"
    return "\n".join([ready, *_report.grid(("process", "RSS MB", "PSS MB"), rows)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
