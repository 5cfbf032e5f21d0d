"""An installation of its own, for tests that work through the command line and real processes."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from dabiao.core.search.install.sqlite import teach

PASSWORD = "a-long-pass-phrase"


@dataclass
class Installation:
    """A home of its own with a database of its own, worked on as an administrator would."""

    home: Path
    database_url: str

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.database_url, "DABIAO_HOME": str(self.home)}

    def dabiao(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dabiao.config.cli", *arguments],
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )

    def succeed(self, *arguments: str, given: str = "") -> None:
        done = self.dabiao(*arguments, given=given)
        assert done.returncode == 0, done.stderr

    def add_administrator(self, login: str, *, name: str) -> None:
        person = ("--login", login, "--name", name, "--password-stdin")
        self.succeed("createadmin", *person, given=f"{PASSWORD}\n")

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        if self.database_url.startswith("sqlite"):
            with sqlite3.connect(self.database_url.removeprefix("sqlite:///")) as connection:
                teach(connection)
                return connection.execute(statement).fetchall()
        with psycopg.connect(self.database_url) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


NewInstallation = Callable[[], Installation]
