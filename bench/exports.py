"""How many rows a second the worker writes into a file, all columns of a list of leads, and how much memory that takes; and how
soon a small file is there. On both databases."""

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench import _both, _report

SMALL = 20  # rows; the median of so many files as well


def main(argv: list[str]) -> int:
    return _both.main("exports", argv, doc=__doc__, leads=100_000, table=_table)


def _inside(leads: int) -> dict[str, Any]:
    """In the process that has the database for its own. Another one filled it: its memory would hide what a file takes."""
    subprocess.run([sys.executable, "-m", "bench.exports", "--fill", str(leads)], check=True)
    import django

    django.setup()
    from django.db import connection

    from dabiao.core.access import actors
    from dabiao.core.access.models import User

    actor = actors.of_user(User.objects.get(roles__code="operations").pk)
    _file(actor, "csv", {"ids": [1]})  # pays for what is loaded once
    _file(actor, "xlsx", {"ids": [1]})
    return {
        "database": connection.vendor,
        "files": [_file(actor, format, {}) for format in ("csv", "xlsx")],
        "small_ms": _small(actor),
        "kept": sum(path.stat().st_size for path in _store().rglob("*") if path.is_file()),
    }


def _filled(leads: int) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)

    from bench._company import hire
    from bench.conditions import _fill
    from dabiao.core.access.models import Role, User

    User.objects.get(pk=hire().manager_id).roles.add(Role.objects.get(code="operations"))
    _fill(leads)


def _store() -> Path:
    from django.conf import settings

    return Path(settings.DABIAO_HOME) / "files"


def _file(actor: Any, format: str, filters: dict[str, Any]) -> dict[str, Any]:
    """Asked for and written through the services of the API and the worker."""
    from django.utils import timezone

    from dabiao.core.exporting import engine, services
    from dabiao.core.exporting.seeing import Seen

    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, began, cpu = _memory_mb("VmRSS"), perf_counter(), process_time()
    export = services.ask(
        kind="lead",
        seen=Seen(filters=filters),
        format=format,
        columns=[],
        language="zh-Hans",
        actor=actor,
        now=timezone.now(),
    )
    asked = perf_counter()
    export = engine.write(export.pk)
    seconds = perf_counter() - asked
    assert export.status == "done", export.error_code
    return {
        "format": format,
        "rows": export.total,
        "ask_ms": (asked - began) * 1000,
        "seconds": seconds,
        "cpu_s": process_time() - cpu,
        "rows_per_s": (export.total or 0) / seconds,
        "mb": (export.file.size if export.file else 0) / 2**20,
        "grown_mb": _memory_mb("VmHWM") - before,
    }


def _small(actor: Any) -> float:
    """Milliseconds from the question to the finished file of twenty rows, without the worker's waking."""
    from dabiao.modules.leads.models import Lead

    ids = list(Lead.objects.order_by("pk").values_list("pk", flat=True)[:SMALL])
    taken = sorted(
        one["seconds"] * 1000 + one["ask_ms"]
        for one in (_file(actor, "xlsx", {"ids": ids}) for _ in range(SMALL))
    )
    return float(taken[SMALL // 2])


def _memory_mb(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith(f"{name}:"))) / 1024


def _table(runs: _both.Runs) -> str:
    heading = (
        "",
        "",
        "rows",
        "MB",
        "asking ms",
        "writing s",
        "of it our CPU s",
        "rows/s",
        "memory grew by MB",
    )
    rows = [
        (
            run["database"],
            one["format"],
            f"{one['rows']:,}",
            f"{one['mb']:.1f}",
            f"{one['ask_ms']:.0f}",
            f"{one['seconds']:.1f}",
            f"{one['cpu_s']:.1f}",
            f"{one['rows_per_s']:,.0f}",
            f"{one['grown_mb']:.0f}",
        )
        for run in runs
        for one in run["files"]
    ]
    small = [
        f"{run['database']}: {SMALL} rows from question to file {run['small_ms']:.0f} ms" for run in runs
    ]
    return "\n".join([*_report.grid(heading, rows), "", *small])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--fill"]:
        _filled(int(sys.argv[-1]))
    elif sys.argv[1:2] == ["--inside"]:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
