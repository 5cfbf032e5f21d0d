"""How many rows a second an import takes in: a CSV of leads, through the same engine as the screen's, on both databases."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench import _postgres, _report

AIM = 1_000


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    if _postgres.needs_server():
        return _postgres.run_again_with_server("imports", argv)
    runs = []
    with tempfile.TemporaryDirectory(prefix="dabiao-bench-") as folder:
        write(Path(folder) / "leads.csv", asked.rows)
        runs.append(_in_own_process(f"sqlite:///{folder}/bench.sqlite3", folder))
        with _postgres.database("dabiao_bench_import") as url:
            runs.append(_in_own_process(url, folder))
    found = _report.machine() | {"aim": AIM, "runs": runs}
    print(json.dumps(found, ensure_ascii=False, indent=2) if asked.json else _table(runs))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


def write(path: Path, rows: int) -> None:
    """Leads as a fair's organiser would send them; one in five hundred has no usable number."""
    chance = random.Random(7)
    lines = ["姓名,公司,职务,手机号,城市,来源,备注"]
    for n in range(rows):
        phone = "无" if n % 500 == 499 else f"13{chance.randrange(10**9):09d}"
        lines.append(f"客户{n},云岚科技{n % 9000}有限公司,采购经理,{phone},杭州,活动,想看演示，下周联系")
    path.write_text("\n".join(lines), encoding="utf-8")


def _in_own_process(url: str, folder: str) -> dict[str, Any]:
    own = {"DATABASE_URL": url, "DABIAO_HOME": folder, "DJANGO_SETTINGS_MODULE": "dabiao.config.settings"}
    command = [sys.executable, "-m", "bench.imports", "--inside", f"{folder}/leads.csv"]
    said = subprocess.run(command, env={**os.environ, **own}, cwd=_postgres.CHECKOUT, stdout=subprocess.PIPE)
    if said.returncode:
        raise SystemExit(said.returncode)
    figures: dict[str, Any] = json.loads(said.stdout)
    return figures


def _inside(file: str) -> dict[str, Any]:
    """Upload, survey, and the whole import, in the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection
    from django.utils import timezone

    from bench._company import hire
    from dabiao.core.access import actors
    from dabiao.core.importing import services

    actor = actors.of_user(hire(0).manager_id)
    began = perf_counter()
    run = services.upload("lead", file, "leads.csv", actor, timezone.now())
    surveyed, cpu = perf_counter(), process_time()
    services.start(run.pk, run.guess, {}, actor, timezone.now())
    run = services.execute(run.pk)
    ended, cpu = perf_counter(), process_time() - cpu
    return {
        "database": connection.vendor,
        "rows": run.done,
        "created": run.created,
        "rejected": run.rejected,
        "upload_s": surveyed - began,
        "import_s": ended - surveyed,
        "cpu_s": cpu,
        "rows_per_s": run.done / (ended - surveyed),
    }


def _table(runs: list[dict[str, Any]]) -> str:
    rows = [
        (
            run["database"],
            f"{run['rows']:,}",
            f"{run['upload_s']:.1f}",
            f"{run['import_s']:.1f}",
            f"{run['cpu_s']:.1f}",
            f"{run['rows_per_s']:,.0f}",
        )
        for run in runs
    ]
    return "\n".join(
        _report.grid(("", "rows", "upload s", "import s", "of it our CPU s", f"rows/s (aim {AIM:,})"), rows)
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        json.dump(_inside(sys.argv[2]), sys.stdout)
    else:
        sys.exit(main(sys.argv[1:]))
