"""Where the time of one operation goes: many requests inside this process, under Python's profiler."""

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
from collections import defaultdict

from bench import _postgres


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    if _postgres.needs_server():
        return _postgres.run_again_with_server("profile", argv)
    with (
        _postgres.database("dabiao_profile") as url,
        tempfile.TemporaryDirectory(prefix="dabiao-bench-") as home,
    ):
        own = {"DATABASE_URL": url, "DABIAO_HOME": home, "DJANGO_SETTINGS_MODULE": "bench._settings"}
        command = [sys.executable, "-m", "bench.profile", "--inside", *argv]
        if not asked.inside:
            return subprocess.call(command, env={**os.environ, **own}, cwd=_postgres.CHECKOUT)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench profile", description=__doc__)
    parser.add_argument("operation", help="list, detail, kanban, funnel, create, convert, 'stage move'")
    parser.add_argument("--role", choices=("salesperson", "manager"), default="salesperson")
    parser.add_argument("--leads", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--lines", type=int, default=45, help="how many functions to print")
    parser.add_argument("--sort", choices=("cumulative", "tottime"), default="cumulative")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser


def _inside(argv: list[str]) -> int:
    """In the process that has the benchmark's database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from bench._company import build
    from bench._inside import ask
    from bench._operations import operations, sign_in

    asked = _parser().parse_args(argv)
    company = build(asked.leads)
    person = sign_in(asked.role, company.seller_id if asked.role == "salesperson" else company.manager_id)
    operation = next(one for one in operations(company, person) if one.name == asked.operation)
    for call in operation.take(10):
        ask(person, call)
    calls = operation.take(asked.requests)
    with cProfile.Profile() as profile:
        for call in calls:
            ask(person, call)
    found = pstats.Stats(profile)
    print(f"{asked.requests} × {asked.operation} as {asked.role}")
    print("\n".join(f"{share:5.1%}  {name}" for name, share in _by_package(found)[:14]))
    found.sort_stats(asked.sort).print_stats(asked.lines)
    return 0


def _by_package(found: pstats.Stats) -> list[tuple[str, float]]:
    """The share of each package in the time spent in its own functions, the greatest first."""
    spent: dict[str, float] = defaultdict(float)
    for (file, _, _), (_, _, own, *_) in found.stats.items():  # type: ignore[attr-defined]
        parts = file.partition("site-packages/")[2] or file.partition("/src/")[2] or "python itself"
        spent[".".join(parts.removesuffix(".py").split("/")[:3])] += own
    whole = sum(spent.values())
    return sorted(((name, own / whole) for name, own in spent.items()), key=lambda one: -one[1])


if __name__ == "__main__":
    arguments = sys.argv[1:]
    inside = arguments[:1] == ["--inside"]
    sys.exit(_inside(arguments[1:]) if inside else main(arguments))
