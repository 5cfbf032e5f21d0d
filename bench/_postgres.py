"""A database of the benchmark's own: on the server of DATABASE_URL, or on a private one that lives as long as this run."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

CHECKOUT = Path(__file__).resolve().parents[1]


def needs_server() -> bool:
    return not os.environ.get("DATABASE_URL", "").startswith("postgres")


def run_again_with_server(name: str, argv: list[str]) -> int:
    """The same command once more, around a private server that is gone afterwards."""
    print("Starting a private PostgreSQL …", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", f"bench.{name}", *argv]
    return subprocess.call([str(CHECKOUT / "scripts" / "postgres.sh"), "run", *command], cwd=CHECKOUT)


@contextmanager
def database(name: str) -> Iterator[str]:
    """The URL of a fresh database on the server of DATABASE_URL, dropped at the end."""
    server = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(urlunsplit(server), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield urlunsplit(server._replace(path=f"/{name}"))
        finally:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def settings_of_server(*names: str) -> dict[str, str]:
    """What matters for the figures: durability and memory of the server."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as server:
        return {name: server.execute(f"SHOW {name}").fetchone()[0] for name in names}  # type: ignore[index]
