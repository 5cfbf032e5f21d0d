"""Dispatch while processes are killed: is every lead given once, every clock looked after once, every choice the fair one?

A company of forty sellers with clocks of seconds, on PostgreSQL, with two web processes and three workers. Leads come in over
the API, people answer around the very second in which a clock ends, are switched off and on duty, claim, return, leave;
meanwhile a process at a time gets SIGKILL and is started anew. When nothing is due any more, SQL of its own is the judge.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from bench import _postgres, _report

if TYPE_CHECKING:
    from bench._crash_traffic import Traffic

RESTART = timedelta(seconds=20)
PATIENCE = 300.0  # seconds until nothing is due any more
WRONG = ("lost", "double_owner", "cap_exceeded", "timers_lost", "timers_double", "ledger_mismatch")


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    if _postgres.needs_server():
        return _postgres.run_again_with_server("crash", argv)
    with (
        _postgres.database("dabiao_bench_crash") as url,
        tempfile.TemporaryDirectory(prefix="dabiao-bench-") as home,
    ):
        os.environ |= {
            "DATABASE_URL": url,
            "DABIAO_HOME": home,
            "DJANGO_SETTINGS_MODULE": "dabiao.config.settings",
        }
        found = _run(asked, url, Path(asked.log or f"{home}/processes.log"))
    print(json.dumps(found, ensure_ascii=False, indent=2) if asked.json else _table(found))
    return int(any(found[name] for name in WRONG) or bool(found["doctor"]) or bool(found["bench_errors"]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench crash", description=__doc__)
    parser.add_argument("--leads", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=480, help="in which leads come in and processes die")
    parser.add_argument(
        "--web-share", type=float, default=0.2, help="how many of the kills hit a web process"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the moments and the victims")
    parser.add_argument("--log", help="keep here what the processes say")
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


def _run(asked: argparse.Namespace, url: str, log: Path) -> dict[str, Any]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from bench import _crash_client, _crash_company, _crash_judge, _crash_processes, _crash_traffic

    company = _crash_company.build(asked.leads)
    began, load = time.monotonic(), os.getloadavg()[0]
    with _crash_processes.fleet(dict(os.environ), log) as fleet:
        traffic = _crash_traffic.Traffic(company, fleet.ports, url, asked.leads, asked.seconds)
        with traffic.going():
            _kill(fleet, asked, traffic)
            traffic.fed.wait(PATIENCE)
            quiet = _settled(_crash_judge)
        found = _crash_judge.judged(traffic.posted, RESTART)
    return {
        "kills": sum(fleet.killed.values()),
        "leads": len(traffic.posted),
        **found,
        "settled": quiet,
        "killed": fleet.killed,
        **_crash_judge.about(),
        "answers": dict(sorted(_crash_client.Client.said.items())),
        "bench_errors": traffic.errors,
        "seconds": round(time.monotonic() - began),
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        **_report.machine(),
    }


def _kill(fleet: Any, asked: argparse.Namespace, traffic: "Traffic") -> None:
    """At moments drawn by lot, all over the time in which leads come in."""
    from bench._crash_processes import sleep_until

    random, began = Random(asked.seed), time.monotonic()
    for moment in sorted(random.uniform(1, asked.seconds) for _ in range(asked.kills)):
        sleep_until(began + moment)
        fleet.kill_one(random, asked.web_share)
        if sum(fleet.killed.values()) % 20 == 0:
            done = f"{sum(fleet.killed.values())} kills, {len(traffic.posted)} leads"
            print(f"{time.monotonic() - began:.0f} s: {done}", file=sys.stderr, flush=True)


def _settled(judge: Any) -> bool:
    """Whether nothing is due any more, within some minutes."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not judge.work_left():
            return True
        time.sleep(0.5)
    return False


def _table(found: dict[str, Any]) -> str:
    return "\n".join(f"{name:45} {value}" for name, value in found.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
