"""How fast the API answers at 100,000 leads, beside what the server and the driver alone would need.

The limit of an operation is an authenticated empty request through the same server, plus the operation's own SQL
statements with the bare driver and orjson. Only the processor time of the web process counts, so the figure does not
depend on what else the machine does; median and requests per second do.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from bench import _postgres, _report


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    if _postgres.needs_server():
        return _postgres.run_again_with_server("api", argv)
    figures = [_measured(leads, asked.only) for leads in asked.leads]
    found = {
        "server": _postgres.settings_of_server(
            "server_version", "fsync", "synchronous_commit", "shared_buffers"
        )
    }
    found |= _report.machine() | {"runs": figures}
    print(json.dumps(found, ensure_ascii=False, indent=2) if asked.json else _report.table(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench api", description=__doc__)
    parser.add_argument(
        "--leads",
        type=int,
        nargs="+",
        default=[100_000],
        help="sizes; two or more show whether pages stay flat",
    )
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="OPERATION", help="list, detail, kanban, funnel, create …"
    )
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


def _measured(leads: int, only: list[str]) -> dict[str, Any]:
    """Figures for one size, on a database of its own, taken by a process of its own."""
    with (
        _postgres.database(f"dabiao_bench_{leads}") as url,
        tempfile.TemporaryDirectory(prefix="dabiao-bench-") as home,
    ):
        own = {"DATABASE_URL": url, "DABIAO_HOME": home, "DJANGO_SETTINGS_MODULE": "bench._settings"}
        command = [sys.executable, "-m", "bench._measure", url, home, str(leads), *only]
        said = subprocess.run(
            command, env={**os.environ, **own}, cwd=_postgres.CHECKOUT, stdout=subprocess.PIPE
        )
    if said.returncode:
        raise SystemExit(said.returncode)
    figures: dict[str, Any] = json.loads(said.stdout)
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
