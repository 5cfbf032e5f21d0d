"""What a web site sends: submissions that become leads, and a flood that is refused; whole requests, on both databases."""

import json
import secrets
import sys
from functools import partial
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

from bench import _both

REFUSED_PER_SUBMISSION = 2


def main(argv: list[str]) -> int:
    return _both.main("forms", argv, doc=__doc__, leads=1_000, table=_table)


def _inside(count: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.modules.forms.tests.world import Stranger, a_form
    from dabiao.testing.people import make_company

    form = a_form(make_company(), address_limit=10_000, form_limit=10_000)
    stranger = Stranger(form)
    return {"database": connection.vendor, **_sent(stranger, count), **_refused(stranger, count)}


def _sent(stranger: Any, count: int) -> dict[str, float]:
    """Each from a page of its own, somebody new each time, from as many addresses as there are."""
    from django.utils import timezone

    from dabiao.modules.forms.rules import tickets
    from dabiao.modules.forms.services._taking import key

    taken, began = [], process_time()
    for number in range(count):
        ticket = tickets.Ticket(secrets.token_urlsafe(12), int(timezone.now().timestamp()))
        stranger.ticket = tickets.written(ticket, stranger.form.token, key())
        stranger.defaults["REMOTE_ADDR"] = f"203.0.{number // 250}.{number % 250}"
        said = {"name": "王芳", "phone": f"138{number:08}"}
        taken.append(_timed(partial(stranger.send, said), (303,)))
    return {
        "submissions_per_s": round(count / sum(taken), 1),
        "p99_ms": round(quantiles(taken, n=100)[98] * 1000, 1),
        "submission_cpu_ms": round((process_time() - began) / count * 1000, 2),
    }


def _refused(stranger: Any, count: int) -> dict[str, float]:
    """A bot that posts what it likes from one address, after the few that are kept apart."""
    stranger.ticket, stranger.defaults["REMOTE_ADDR"] = "", "198.51.100.7"
    for _ in range(20):
        stranger.send()
    count *= REFUSED_PER_SUBMISSION
    began = process_time()
    taken = sum(_timed(stranger.send, (422, 429)) for _ in range(count))
    return {
        "refused_per_s": round(count / taken, 1),
        "refused_cpu_ms": round((process_time() - began) / count * 1000, 2),
    }


def _timed(send: Any, expected: tuple[int, ...]) -> float:
    began = perf_counter()
    answer = send()
    seconds = perf_counter() - began
    if answer.status_code not in expected:
        raise SystemExit(f"answered {answer.status_code}, not {expected}")
    return seconds


def _table(runs: list[dict[str, Any]]) -> str:
    lines = [f"{'':12} submissions/s  p99 ms  cpu ms  refused/s  cpu ms"]
    lines += [
        f"{run['database']:12} {run['submissions_per_s']:13.1f} {run['p99_ms']:7.1f} "
        f"{run['submission_cpu_ms']:7.2f} {run['refused_per_s']:10.1f} {run['refused_cpu_ms']:7.2f}"
        for run in runs
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
