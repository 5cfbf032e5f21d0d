"""The manifest of a backup: what made it, from which database, and a checksum of everything in it."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

FORMAT = 1
NAME = "manifest.json"


class BackupProblem(Exception):
    """A backup cannot be made or restored here; the text says why in plain words."""


@dataclass(frozen=True)
class Manifest:
    """`migrations` are "app.name" of those applied; `checksums` map each path in it to its SHA-256."""

    version: str
    made_at: str
    engine: str
    migrations: list[str]
    checksums: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT
    product: str = "dabiao"

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


class Summing:
    """A file being read, with the checksum of what has been read so far."""

    def __init__(self, source: BinaryIO) -> None:
        self.source = source
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.source.read(size)
        self.sum.update(block)
        return block


def read(folder: Path) -> Manifest:
    """The manifest of an unpacked archive, once every file in `folder` is proved to be the one it lists.

    Raises BackupProblem when the archive is not a backup, of a format not known here, or damaged.
    """
    try:
        content = json.loads((folder / NAME).read_bytes())
        if content["product"] != "dabiao" or content["format"] != FORMAT:
            raise BackupProblem(
                f"This backup has format {content['format']}; this version reads format {FORMAT}."
            )
        manifest = Manifest(**content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupProblem(
            "This file is not a backup of Dabiao: its manifest is missing or unreadable."
        ) from error
    _prove(folder, manifest)
    return manifest


def _prove(folder: Path, manifest: Manifest) -> None:
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {NAME}
    for path in sorted(found ^ manifest.checksums.keys()):
        raise BackupProblem(
            f"The backup is damaged: {path} is {'not in its manifest' if path in found else 'missing'}."
        )
    for path, expected in manifest.checksums.items():
        with (folder / path).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise BackupProblem(f"The backup is damaged: {path} has changed since it was made.")
