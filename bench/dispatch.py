"""How fast leads are given to people by twenty rules over two hundred of them, on PostgreSQL: many at once, one by one, in a
storm of breaches; and how late clocks are looked after among a million that are not due.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from bench import _postgres, _report

AIMS = {
    "batch_leads_per_s": "≥ 1,000",
    "single_p99_ms": "≤ 150",
    "breaches_per_s": "≥ 150",
    "new_lead_p99_ms_during_storm": "≤ 1,000",
    "timer_lateness_p99_s": "≤ 1.5",
}


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    if _postgres.needs_server():
        return _postgres.run_again_with_server("dispatch", argv)
    with (
        tempfile.TemporaryDirectory(prefix="dabiao-bench-") as home,
        _postgres.database("dabiao_bench_dispatch") as url,
    ):
        found = _report.machine() | _in_own_process(url, home, asked)
    print(json.dumps(found, ensure_ascii=False, indent=2) if asked.json else _table(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench dispatch", description=__doc__)
    parser.add_argument("--leads", type=int, default=10_000, help="of the batch")
    parser.add_argument(
        "--seconds", type=int, default=60, help="of single arrivals, and of clocks that are due"
    )
    parser.add_argument("--pending", type=int, default=1_000_000, help="clocks that are not due")
    parser.add_argument("--breaches", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


def _in_own_process(url: str, home: str, asked: argparse.Namespace) -> dict[str, Any]:
    own = {"DATABASE_URL": url, "DABIAO_HOME": home, "DJANGO_SETTINGS_MODULE": "dabiao.config.settings"}
    sizes = map(str, (asked.leads, asked.seconds, asked.pending, asked.breaches))
    command = [sys.executable, "-m", "bench._dispatching", *sizes]
    said = subprocess.run(command, env={**os.environ, **own}, cwd=_postgres.CHECKOUT, stdout=subprocess.PIPE)
    if said.returncode:
        raise SystemExit(said.returncode)
    figures: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return figures


def _table(found: dict[str, Any]) -> str:
    rows = [
        (name, f"{value:,.2f}" if isinstance(value, float) else str(value), AIMS.get(name, ""))
        for name, value in found.items()
    ]
    return "\n".join(_report.grid(("", "measured", "aim"), rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
