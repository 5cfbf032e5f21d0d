"""PostgreSQL: dumped with pg_dump, put back in one transaction, so that a failure leaves what was there."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dabiao.config.backups.manifest import BackupProblem

MEMBER = "database.dump"

# Tables that the backup does not know would otherwise stay behind.
_CLEAR = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE %I CASCADE', found.tablename);
  END LOOP;
END $$;
"""


def copy(database: Mapping[str, Any], target: Path) -> None:
    """Writes a consistent dump to `target`; people may go on working meanwhile."""
    _call(database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def is_empty(database: Mapping[str, Any]) -> bool:
    question = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
    return _call(database, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", question).strip() == "0"


def put(dump: Path, database: Mapping[str, Any]) -> None:
    """Replaces everything in the database by the dump, or changes nothing."""
    clear, script = dump.with_suffix(".clear.sql"), dump.with_suffix(".sql")
    clear.write_text(_CLEAR)
    _call(
        database,
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        f"--file={script}",
        str(dump),
    )
    _call(
        database,
        "psql",
        "-Xq",
        "-v",
        "ON_ERROR_STOP=1",
        "--single-transaction",
        "-o",
        os.devnull,
        "-f",
        str(clear),
        "-f",
        str(script),
    )


def _call(database: Mapping[str, Any], tool: str, *arguments: str) -> str:
    """Runs one of PostgreSQL's own tools against `database`. Raises BackupProblem with what the tool said."""
    if shutil.which(tool) is None:
        raise BackupProblem(
            f"{tool} is missing on this machine. Install PostgreSQL's client (Debian: postgresql-client)."
        )
    done = subprocess.run(  # noqa: S603
        [tool, *arguments],
        env={**os.environ, **_connection(database)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupProblem(f"{tool} failed: {done.stderr.strip()}")
    return done.stdout


def _connection(database: Mapping[str, Any]) -> dict[str, str]:
    """Django's settings as the variables PostgreSQL's tools read: no process list shows a password."""
    options = database.get("OPTIONS", {})
    values = {
        "PGDATABASE": database["NAME"],
        "PGHOST": database.get("HOST"),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
    }
    return {name: str(value) for name, value in values.items() if value}
