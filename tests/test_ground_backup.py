"""Backup and restore through the command line, on the kind of database that the test run uses."""

import fcntl
import json
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest
from tests.installation import Installation, NewInstallation

from dabiao.config.backups import manifest, sqlite
from dabiao.config.backups.archive import unpack
from dabiao.config.backups.manifest import BackupProblem

FILE = "files/ab/" + "ab" * 32


def people(company: Installation) -> list[str]:
    return [name for (name,) in company.sql("SELECT name FROM access_user ORDER BY name")]


@pytest.fixture(scope="module")
def archive(new_installation: NewInstallation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The backup of a company with one person and one stored file."""
    company = new_installation()
    company.succeed("migrate")
    company.add_administrator("chen", name="Chen")
    stored = company.home / FILE
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"signed contract")
    archive = tmp_path_factory.mktemp("archive") / "backup.tar.gz"
    company.succeed("backup", str(archive))
    return archive


@pytest.mark.slow
def test_backup_restored_elsewhere_holds_the_same(archive: Path, new_installation: NewInstallation) -> None:
    elsewhere = new_installation()
    elsewhere.succeed("restore", str(archive))
    assert people(elsewhere) == ["Chen"]
    assert (elsewhere.home / FILE).read_bytes() == b"signed contract"


@pytest.mark.slow
def test_backup_is_readable_by_its_owner_alone(archive: Path) -> None:
    assert oct(archive.stat().st_mode & 0o777) == "0o600"


@pytest.mark.slow
def test_data_are_given_up_only_when_asked(archive: Path, new_installation: NewInstallation) -> None:
    here = new_installation()
    here.succeed("restore", str(archive))
    here.sql("UPDATE access_user SET name = 'Wang'")
    here.sql("CREATE TABLE of_a_later_version (id integer)")
    later = here.home / "files/cd/later"
    later.parent.mkdir()
    later.write_bytes(b"later")

    refused = here.dabiao("restore", str(archive))
    assert (refused.returncode, "--replace" in refused.stderr) == (1, True)
    assert (people(here), later.exists()) == (["Wang"], True)

    here.succeed("restore", str(archive), "--replace")
    assert (people(here), later.exists()) == (["Chen"], False)
    assert list(here.home.glob(".restore-*")) == []
    here.sql("CREATE TABLE of_a_later_version (id integer)")


@pytest.mark.slow
def test_damaged_backup_changes_nothing(
    archive: Path, new_installation: NewInstallation, tmp_path: Path
) -> None:
    half = tmp_path / "half.tar.gz"
    half.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    here = new_installation()
    done = here.dabiao("restore", str(half), "--replace")
    assert (done.returncode, "is not a readable backup" in done.stderr) == (1, True)
    assert (here.home / "dabiao.sqlite3").exists() is False


@pytest.mark.slow
def test_backup_of_a_newer_version_is_refused(
    archive: Path, new_installation: NewInstallation, tmp_path: Path
) -> None:
    newer, folder = tmp_path / "newer.tar.gz", tmp_path / "unpacked"
    with tarfile.open(archive) as tar:
        tar.extractall(folder)
    content = json.loads((folder / manifest.NAME).read_text())
    content["migrations"].append("org.9999_future")
    (folder / manifest.NAME).write_text(json.dumps(content))
    with tarfile.open(newer, "w:gz") as tar:
        for path in folder.iterdir():
            tar.add(path, path.name)
    done = new_installation().dabiao("restore", str(newer))
    assert (done.returncode, "lacks org.9999_future" in done.stderr) == (1, True)


def test_backup_that_reaches_outside_is_refused(tmp_path: Path) -> None:
    crafted, here = tmp_path / "crafted.tar.gz", tmp_path / "here"
    with tarfile.open(crafted, "w:gz") as tar:
        tar.add(__file__, "../outside")
    here.mkdir()
    with pytest.raises(BackupProblem, match=r"holds \.\./outside, which does not belong in one"):
        unpack(crafted, here)
    assert list(tmp_path.glob("outside")) == []


def test_restore_waits_until_dabiao_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "backup.tar.gz").touch()
    with (tmp_path / "in-use").open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_SH)
        done = Installation(tmp_path, "").dabiao("restore", str(tmp_path / "backup.tar.gz"))
    assert (done.returncode, done.stderr) == (1, "Error: Dabiao is running here: stop it first.\n")


def unpacked(folder: Path) -> Path:
    """A small archive as it looks unpacked."""
    (folder / "database.dump").write_bytes(b"rows")
    sums = {"database.dump": sha256(b"other rows").hexdigest()}
    made = manifest.Manifest(
        version="1", made_at="2026-01-01", engine="sqlite", migrations=[], checksums=sums
    )
    (folder / manifest.NAME).write_bytes(made.to_json())
    return folder


def test_changed_member_is_found(tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match=r"database\.dump has changed since it was made"):
        manifest.read(unpacked(tmp_path))


def test_missing_and_extra_members_are_found(tmp_path: Path) -> None:
    folder = unpacked(tmp_path)
    (folder / "more").touch()
    with pytest.raises(BackupProblem, match="more is not in its manifest"):
        manifest.read(folder)
    (folder / "more").unlink()
    (folder / "database.dump").unlink()
    with pytest.raises(BackupProblem, match=r"database\.dump is missing"):
        manifest.read(folder)


def test_other_files_are_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="not a backup of Dabiao"):
        manifest.read(tmp_path)


def test_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="There is no database at"):
        sqlite.copy({"NAME": tmp_path / "none"}, tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []
