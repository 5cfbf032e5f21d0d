"""How many rows a second an import takes in, updates, and takes back: a CSV of leads, through the engine of the screens, on
both databases."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench import _postgres, _report

AIM = 1_000
UPDATES = ("updated/s", "update undone/s", "import undone/s")


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    if _postgres.needs_server():
        return _postgres.run_again_with_server("imports", argv)
    runs = []
    with tempfile.TemporaryDirectory(prefix="dabiao-bench-") as folder:
        write(Path(folder) / "leads.csv", asked.rows)
        write(Path(folder) / "changed.csv", asked.rows, changed=True)
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


def write(path: Path, rows: int, *, changed: bool = False) -> None:
    """Leads as a fair's organiser would send them; one in five hundred has no usable number. `changed`: the same people,
    and three fields of each say something else."""
    title, city, remark = (
        ("经理", "苏州", "已报价") if changed else ("采购经理", "杭州", "想看演示，下周联系")
    )
    chance = random.Random(7)
    lines = ["姓名,公司,职务,手机号,城市,来源,备注"]
    for n in range(rows):
        phone = "无" if n % 500 == 499 else f"13{chance.randrange(10**9):09d}"
        lines.append(f"客户{n},云岚科技{n % 9000}有限公司,{title},{phone},{city},活动,{remark}")
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

    actor = actors.of_user(hire().manager_id)
    began = perf_counter()
    run = services.upload("lead", file, "leads.csv", actor, timezone.now())
    surveyed, cpu = perf_counter(), process_time()
    services.start(run.pk, run.guess, {}, actor, timezone.now())
    run = services.execute(run.pk)
    ended, cpu = perf_counter(), process_time() - cpu
    update = services.upload(
        "lead", file.replace("leads.csv", "changed.csv"), "changed.csv", actor, timezone.now()
    )
    options = {"mode": "update", "match": ["phone"]}
    updated_s = _timed(lambda: _run(update.pk, update.guess, options, actor))
    reverted_s = _timed(lambda: _undo(update.pk, actor))
    removed_s = _timed(lambda: _undo(run.pk, actor))
    update.refresh_from_db()
    run.refresh_from_db()
    return {
        "database": connection.vendor,
        "rows": run.done,
        "created": run.created,
        "joined": run.joined,
        "rejected": run.rejected,
        "upload_s": surveyed - began,
        "import_s": ended - surveyed,
        "cpu_s": cpu,
        "rows_per_s": run.done / (ended - surveyed),
        "updated": update.updated,
        "updated_per_s": update.updated / updated_s,
        "reverted_per_s": (update.undone + update.kept) / reverted_s,
        "removed": run.undone,
        "removed_per_s": (run.undone + run.kept) / removed_s,
        "kept": [update.kept, run.kept],
    }


def _timed(work: Callable[[], None]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _run(id: int, mapping: dict[str, str], options: dict[str, Any], actor: Any) -> None:
    from django.utils import timezone

    from dabiao.core.importing import services

    services.start(id, mapping, options, actor, timezone.now())
    services.execute(id)


def _undo(id: int, actor: Any) -> None:
    from django.utils import timezone

    from dabiao.core.importing import services

    services.undo(id, actor, timezone.now())
    services.execute_undo(id)


def _table(runs: list[dict[str, Any]]) -> str:
    rows = [
        (
            run["database"],
            f"{run['rows']:,}",
            f"{run['upload_s']:.1f}",
            f"{run['import_s']:.1f}",
            f"{run['cpu_s']:.1f}",
            f"{run['rows_per_s']:,.0f}",
            f"{run['updated_per_s']:,.0f}",
            f"{run['reverted_per_s']:,.0f}",
            f"{run['removed_per_s']:,.0f}",
        )
        for run in runs
    ]
    return "\n".join(
        _report.grid(
            ("", "rows", "upload s", "import s", "of it our CPU s", f"rows/s (aim {AIM:,})", *UPDATES), rows
        )
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        json.dump(_inside(sys.argv[2]), sys.stdout)
    else:
        sys.exit(main(sys.argv[1:]))
