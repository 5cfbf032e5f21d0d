"""The embedded database: copied while in use, put back by swapping one file for another."""

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dabiao.config.backups.manifest import BackupProblem

MEMBER = "database.sqlite3"


def copy(database: Mapping[str, Any], target: Path) -> None:
    """Writes a consistent copy to `target`; people may go on working meanwhile."""
    if not Path(database["NAME"]).exists():
        raise BackupProblem(f"There is no database at {database['NAME']}.")
    source = sqlite3.connect(f"{Path(database['NAME']).resolve().as_uri()}?mode=ro", uri=True)
    copied = sqlite3.connect(target)
    try:
        source.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    finally:
        source.close()
        copied.close()


def is_empty(database: Mapping[str, Any]) -> bool:
    path = Path(database["NAME"])
    if not path.exists():
        return True
    connection = sqlite3.connect(path)
    try:
        return not connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' LIMIT 1").fetchall()
    finally:
        connection.close()


def check(copied: Path) -> None:
    """Raises BackupProblem when SQLite finds the copy damaged."""
    connection = sqlite3.connect(copied)
    try:
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    finally:
        connection.close()
    if verdict != "ok":
        raise BackupProblem(f"The database in the backup is damaged: {verdict}")


def environment(copied: Path) -> dict[str, str]:
    """With this, `dabiao migrate` works on the copy instead of the live database."""
    return {"DATABASE_URL": f"sqlite:///{copied}"}


def put(copied: Path, database: Mapping[str, Any]) -> None:
    """Makes `copied` the live database in one step; it must lie on the same disk."""
    connection = sqlite3.connect(copied)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    live = Path(database["NAME"])
    live.parent.mkdir(parents=True, exist_ok=True)
    for leftover in ("-wal", "-shm"):
        live.with_name(live.name + leftover).unlink(missing_ok=True)
    os.replace(copied, live)
