"""A benchmark of lists of leads, run on SQLite and on PostgreSQL, each in a process that has its database alone."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from typing import Any

from bench import _postgres, _report

Runs = list[dict[str, Any]]


def main(name: str, argv: list[str], *, doc: str | None, leads: int, table: Callable[[Runs], str]) -> int:
    """`leads`: how many unless told otherwise. The program `bench.<name>` fills and measures when called `--inside N`."""
    asked = _parser(name, doc, leads).parse_args(argv)
    if _postgres.needs_server():
        return _postgres.run_again_with_server(name, argv)
    runs = []
    with tempfile.TemporaryDirectory(prefix="dabiao-bench-") as folder:
        runs.append(_in_own_process(name, f"sqlite:///{folder}/bench.sqlite3", folder, asked.leads))
        with _postgres.database(f"dabiao_bench_{name}") as url:
            runs.append(_in_own_process(name, url, folder, asked.leads))
    found = _report.machine() | {"leads": asked.leads, "runs": runs}
    print(json.dumps(found, ensure_ascii=False, indent=2) if asked.json else table(runs))
    return 0


def _parser(name: str, doc: str | None, leads: int) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"dabiao bench {name}", description=doc)
    parser.add_argument("--leads", type=int, default=leads)
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


def _in_own_process(name: str, url: str, folder: str, leads: int) -> dict[str, Any]:
    own = {"DATABASE_URL": url, "DABIAO_HOME": folder, "DJANGO_SETTINGS_MODULE": "dabiao.config.settings"}
    command = [sys.executable, "-m", f"bench.{name}", "--inside", str(leads)]
    said = subprocess.run(command, env={**os.environ, **own}, cwd=_postgres.CHECKOUT, stdout=subprocess.PIPE)
    if said.returncode:
        raise SystemExit(said.returncode)
    figures: dict[str, Any] = json.loads(said.stdout)
    return figures
