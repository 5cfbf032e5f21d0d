"""How fast a list and the box over everything find a text among a million leads, cold, on PostgreSQL and SQLite; and
how fast those are found that may be the one being entered (likeness).

Cold: every search on a new connection that was only asked for a word nobody has, so that it knows the tables and no more.
PostgreSQL's shared buffers were filled with another table before; SQLite's page cache is its connection's own. What the
operating system keeps stays. Beside it: the same list by `icontains`, which reads every row in reach. Processor time is that
of database and client together.
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
    if asked.urls:
        runs = [_kept(url, asked) for url in asked.urls]
    elif "postgresql" in asked.on and _postgres.needs_server():
        return _postgres.run_again_with_server("search", argv)
    else:
        runs = [_on(vendor, asked) for vendor in asked.on]
    found = _report.machine() | {"runs": runs}
    print(json.dumps(found, ensure_ascii=False, indent=2) if asked.json else "\n\n".join(map(_table, runs)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench search", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=40, help="searches of each sort, each for another word")
    parser.add_argument(
        "--scans", type=int, default=3, help="of these words also by icontains, which takes longest"
    )
    parser.add_argument(
        "--in", dest="urls", nargs="+", help="databases (URLs) that are kept; filled where they hold no leads"
    )
    parser.add_argument("--on", nargs="+", default=["postgresql", "sqlite"], choices=["postgresql", "sqlite"])
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


def _kept(url: str, asked: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="dabiao-bench-") as home:
        return _in_own_process(url, home, asked)


def _on(vendor: str, asked: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="dabiao-bench-") as home:
        if vendor == "sqlite":
            return _in_own_process(f"sqlite:///{home}/bench.sqlite3", home, asked)
        with _postgres.database("dabiao_bench_search") as url:
            return _in_own_process(url, home, asked)


def _in_own_process(url: str, home: str, asked: argparse.Namespace) -> dict[str, Any]:
    own = {"DATABASE_URL": url, "DABIAO_HOME": home, "DJANGO_SETTINGS_MODULE": "dabiao.config.settings"}
    command = [sys.executable, "-m", "bench._searching", *map(str, (asked.rows, asked.times, asked.scans))]
    said = subprocess.run(command, env={**os.environ, **own}, cwd=_postgres.CHECKOUT, stdout=subprocess.PIPE)
    if said.returncode:
        raise SystemExit(said.returncode)
    figures: dict[str, Any] = json.loads(said.stdout)
    return figures


def _table(run: dict[str, Any]) -> str:
    rows = [
        (
            one["what"],
            one["who"],
            one["sort"],
            one["hits"],
            *(f"{one[name]:.1f}" for name in ("p50_ms", "p95_ms", "cpu_ms", "cpu95_ms")),
            f"{one['scan_ms']:,.0f}" if one["scan_ms"] else "",
            f"{one['scan_ms'] / one['p50_ms']:,.0f} ×" if one["scan_ms"] else "",
        )
        for one in run["figures"]
    ]
    heads = ("", "scope", "word", "hits", "p50 ms", "p95 ms", "CPU ms", "CPU p95", "icontains ms", "ratio")
    facts = f"{run['database']}: {run['rows']:,} leads; load {run['load']}"
    if run["index_s"]:
        facts += f"; indexed in {run['index_s']:.0f} s, {run['index_mb']:,.0f} MB"
    return "\n".join([facts, *_report.grid(heads, rows)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
