"""One database size, in a process of its own (settings are read once): fills it, serves it, asks it. Prints JSON."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

CLIENTS = 8
# how many requests warm up, are asked one by one, and by eight at once; a lead is converted only once
READS, WRITES = (40, 200, 400), (20, 150, 200)


def measure(url: str, home: Path, leads: int, only: list[str]) -> dict[str, Any]:
    """Figures per operation and role: alone on one web process, then with eight clients on two."""
    from bench._company import build
    from bench._server import serving

    call_command("migrate", interactive=False, verbosity=0)
    began = perf_counter()
    company = build(leads)
    _say(f"{leads} leads filled in {perf_counter() - began:.0f} s")
    asking = _Asking(url, company, only)
    with serving(url, home, workers=1) as server:
        asking.alone(server)
    with serving(url, home, workers=2) as server:
        asking.crowded(server)
    connection.close()
    return {"leads": leads, "empty": asking.empty, "operations": asking.figures}


class _Asking:
    """Who asks what, and what it came to."""

    def __init__(self, url: str, company: Any, only: list[str]) -> None:
        from bench._operations import operations, sign_in

        self.url = url
        people = [sign_in("salesperson", company.seller_id), sign_in("manager", company.manager_id)]
        self.asked = [(person, one) for person in people for one in operations(company, person)]
        self.asked = [(person, one) for person, one in self.asked if not only or one.name in ("empty", *only)]
        self.figures: list[dict[str, Any]] = []
        self.empty: dict[str, Any] = {}

    def alone(self, server: Any) -> None:
        from bench._bare import bare

        for person, one in self.asked:
            warm, alone, _ = self._sizes(one)
            server.ask([person.raw(call) for call in one.take(warm)])
            came = server.ask([person.raw(call) for call in one.take(alone)])
            if one.name == "empty":
                self.empty = asdict(came)
                _say(f"an empty request {came.median_ms:7.2f} ms  {came.cpu_ms:6.2f} ms CPU")
                continue
            own = bare(self.url, person, one.peek())
            limit = self.empty["cpu_ms"] * one.parts + own.cpu_ms
            came = came.per_use(one.parts)
            figure = {"name": one.name, "role": person.role, "writes": one.writes, **asdict(came)}
            self.figures.append(
                figure
                | {
                    "statements": own.statements,
                    "bare_ms": own.cpu_ms,
                    "limit_ms": limit,
                    "of_limit": came.cpu_ms / limit,
                }
            )
            _say(
                f"{person.role:<12} {one.name:<11} {came.median_ms:7.2f} ms  {came.cpu_ms:6.2f} ms CPU  {came.refused} refused"
            )

    def _sizes(self, one: Any) -> tuple[int, int, int]:
        """How many requests. What others wrote before was seen to by the worker, of whom there is none here."""
        from bench._company import settle

        if not one.writes:
            settle(datetime.now(UTC))
        return WRITES if one.writes else READS

    def crowded(self, server: Any) -> None:
        by_name = {(figure["name"], figure["role"]): figure for figure in self.figures}
        for person, one in self.asked:
            warm, _, crowded = self._sizes(one)
            server.ask([person.raw(call) for call in one.take(warm)], connections=CLIENTS)
            asked = [person.raw(call) for call in one.take(crowded)]
            came = server.ask(asked, connections=CLIENTS).per_use(one.parts)
            figure = by_name.get((one.name, person.role), self.empty)
            figure |= {"with_8": came.per_second, "with_8_ms": came.median_ms, "with_8_refused": came.refused}
            _say(
                f"{person.role:<12} {one.name:<11} {came.per_second:7.0f} /s with {CLIENTS}  {came.refused} refused"
            )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    django.setup()
    url, home, leads, *only = sys.argv[1:]
    json.dump(measure(url, Path(home), int(leads), only), sys.stdout)
