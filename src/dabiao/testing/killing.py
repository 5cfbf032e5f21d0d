"""Programs run beside a test, to be killed in the middle of their work."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.db import connection


def shared_database(folder: Path, pristine: Path) -> dict[str, str]:
    """The environment of processes that share a database: this test's own on PostgreSQL, a copy of `pristine` on SQLite."""
    url = f"sqlite:///{folder / 'killed.sqlite3'}"
    if connection.vendor == "sqlite":
        shutil.copy(pristine, folder / "killed.sqlite3")
    else:
        at = connection.settings_dict
        url = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "DABIAO_HOME": str(folder / "home")}


def child(module: str, environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments], env=environment, stdout=subprocess.PIPE, text=True
    )


def finished(module: str, environment: dict[str, str], *arguments: str, seconds: int = 120) -> str:
    """What it said, once it has come to its end by itself."""
    process = child(module, environment, *arguments)
    said, _ = process.communicate(timeout=seconds)
    assert process.returncode == 0
    return said
