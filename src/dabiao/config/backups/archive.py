"""Makes and restores backups. Restoring proves everything beside what is live, and only then swaps."""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from dabiao.config.backups import manifest, postgres, sqlite
from dabiao.config.backups.manifest import BackupProblem, Manifest, Summing

FILES = "files"


def _engine() -> ModuleType:
    return sqlite if connection.vendor == "sqlite" else postgres


def _database() -> Mapping[str, Any]:
    return settings.DATABASES["default"]


def back_up(target: Path) -> Manifest:
    """Writes one .tar.gz: the database as of now and every stored file. It appears whole or not at all."""
    checksums: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=target.resolve().parent, prefix=".backup-") as folder:
        copied = Path(folder) / _engine().MEMBER
        _engine().copy(_database(), copied)
        unfinished = Path(folder) / "archive"
        os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600))
        with tarfile.open(unfinished, "w:gz", compresslevel=6) as archive:
            _add(archive, copied, copied.name, checksums)
            for path in sorted(_stored()):
                _add(archive, path, f"{FILES}/{path.relative_to(_files())}", checksums)
            made = _manifest(checksums)
            (Path(folder) / manifest.NAME).write_bytes(made.to_json())
            archive.add(Path(folder) / manifest.NAME, manifest.NAME)
        os.replace(unfinished, target)
    return made


def _files() -> Path:
    return Path(settings.DABIAO_HOME) / FILES


def _stored() -> list[Path]:
    """Every kept file; what is still arriving is not kept yet."""
    arriving = _files() / "incoming"
    return [path for path in _files().rglob("*") if path.is_file() and arriving not in path.parents]


def _add(archive: tarfile.TarFile, path: Path, name: str, checksums: dict[str, str]) -> None:
    with path.open("rb") as file:
        summing = Summing(file)
        archive.addfile(archive.gettarinfo(arcname=name, fileobj=file), summing)
    checksums[name] = summing.sum.hexdigest()


def _manifest(checksums: dict[str, str]) -> Manifest:
    return Manifest(
        version=version("dabiao"),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=connection.vendor,
        migrations=sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        ),
        checksums=checksums,
    )


def restore(source: Path, *, replace: bool) -> Manifest:
    """Puts a backup in place of what is here, and brings it up to date with this version.

    Raises BackupProblem, with nothing changed, when the archive is damaged, from a newer version or another
    kind of database, or when there is data here and `replace` is false.
    """
    if not replace and not _is_empty():
        raise BackupProblem("There is data here already. Add --replace to give it up for the backup's.")
    settings.DABIAO_HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DABIAO_HOME, prefix=".restore-") as name:
        folder = Path(name)
        unpack(source, folder)
        made = manifest.read(folder)
        _refuse_foreign(made)
        copied = folder / _engine().MEMBER
        if _engine() is sqlite:
            sqlite.check(copied)
            _migrate(sqlite.environment(copied))
        connection.close()
        with _FilesSwap(folder):
            _engine().put(copied, _database())
        if _engine() is postgres:
            _migrate({})
    return made


def _is_empty() -> bool:
    return bool(_engine().is_empty(_database())) and not _stored()


def unpack(source: Path, folder: Path) -> None:
    """Writes the files of an archive below `folder`. Raises BackupProblem when it is damaged or holds anything else."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                if not member.isdir():
                    _unpack_member(archive, member, folder)
    except (tarfile.TarError, zlib.error, OSError, EOFError) as error:
        raise BackupProblem(f"{source} is not a readable backup: {error}") from error


def _unpack_member(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Plain files below `folder`, and nothing else that a tar file could hold."""
    target = (folder / member.name).resolve()
    content = archive.extractfile(member) if member.isreg() else None
    if content is None or not target.is_relative_to(folder.resolve()):
        raise BackupProblem(f"The backup holds {member.name}, which does not belong in one.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)


def _refuse_foreign(made: Manifest) -> None:
    if made.engine != connection.vendor:
        raise BackupProblem(
            f"The backup is of a {made.engine} database and DATABASE_URL names a {connection.vendor} one."
        )
    known = {
        f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    }
    if unknown := set(made.migrations) - known:
        raise BackupProblem(
            f"The backup is of the newer version {made.version} (here lacks {min(unknown)}): update first."
        )


def _migrate(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dabiao.config.cli", "migrate"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupProblem(
            f"The backup could not be brought up to date with this version: {done.stderr.strip()[-2000:]}"
        )


class _FilesSwap:
    """Exchanges the stored files for the unpacked ones; undoes it when the block inside fails."""

    def __init__(self, folder: Path) -> None:
        self.fresh = folder / FILES
        self.aside = folder / "replaced"
        self.live = _files()

    def __enter__(self) -> None:
        self.fresh.mkdir(exist_ok=True)
        self.live.parent.mkdir(parents=True, exist_ok=True)
        if self.live.exists():
            shutil.move(self.live, self.aside)
        shutil.move(self.fresh, self.live)

    def __exit__(self, failed: object, *_: object) -> None:
        if failed:
            shutil.rmtree(self.live)
            if self.aside.exists():
                shutil.move(self.aside, self.live)
