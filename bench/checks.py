"""What a draw costs: five percent of 100,000 contacts of 200 people, on a database of its own.

`python -m bench.checks` prints seconds of CPU and of the clock for the draw alone, for making it again, and for the board. The
tables are filled without events: what is measured is reading the population, keeping it, drawing, and giving out the checks.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any

NOW = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
QUESTIONS = [{"text": "真的联系了吗？", "kind": "yes_no"}, {"text": "写得清楚吗？", "kind": "score"}]


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    with TemporaryDirectory() as home:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
        os.environ["DABIAO_HOME"] = home
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(json.dumps(_measured(asked.people, asked.contacts, asked.share), ensure_ascii=False, indent=2))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--share", type=int, default=5, help="percent")
    return parser


def _measured(people: int, contacts: int, share: int) -> dict[str, Any]:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.checks import queries, services
    from dabiao.modules.checks.queries.populating import drawn_again

    unit_id = _company(people, contacts)
    programme = services.programmes.create(
        values={
            "name": "5 %",
            "kind": "activity",
            "unit_ids": [unit_id],
            "share": share,
            "cadence": "once",
            "questions": QUESTIONS,
        },
        actor=SYSTEM,
        now=NOW,
    )
    made, draw = _timed(lambda: services.draw(programme.pk, actor=SYSTEM, now=NOW))
    again, proof = _timed(lambda: drawn_again(draw))
    today = NOW.date()
    shown, _ = _timed(lambda: queries.board(first=today, last=today, actor=SYSTEM, now=NOW))
    return {
        "people": people,
        "contacts": draw.records,
        "drawn": draw.checks.count(),
        "the same again": proof["same_winners"] and proof["population_holds"],
        "draw": made,
        "draw again": again,
        "board": shown,
    }


def _timed(work: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    used = {"wall_s": round(time.perf_counter() - wall, 2), "cpu_s": round(time.process_time() - cpu, 2)}
    return used, found


def _company(people: int, contacts: int) -> int:
    """Everybody in ten teams of one company, contacts spread unevenly over the last week."""
    from dabiao.modules.activities.models import Activity
    from dabiao.testing.people import make_person, make_unit

    root = make_unit("总部", "company", None)
    teams = [make_unit(f"{number} 组", "team", root) for number in range(10)]
    staff = [make_person(f"s{number}", teams[number % 10], "salesperson") for number in range(people)]
    rows = (
        Activity(
            about_kind="lead",
            about_id=number + 1,
            method="call",
            result="reached",
            content="聊了需求" if number % 3 else "",
            occurred_at=NOW - timedelta(minutes=number % 8_000 + 1),
            owner_id=staff[number * number % people].id,
            unit_id=staff[number * number % people].employee.unit_id,
            created_at=NOW,
            updated_at=NOW,
        )
        for number in range(contacts)
    )
    Activity.objects.bulk_create(rows, batch_size=2_000)
    return root.pk


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
