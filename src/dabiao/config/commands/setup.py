"""What several commands share: loading Django, the lock on the installation, and refusals in plain words."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

PACKAGE = Path(__file__).resolve().parents[2]


def load_django() -> None:
    """Makes models and services importable."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    import django

    django.setup()


def load_migrated() -> None:
    """`load_django`, and a plain word when the database has not the shape that this version works with."""
    load_django()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise click.ClickException(
            "The database is not up to date with this version. First run: dabiao migrate"
        )


def home() -> Path:
    """The folder of this installation's own files, where settings find it too, but without loading them."""
    return Path(os.environ.get("DABIAO_HOME") or PACKAGE.parents[1] / ".dabiao").resolve()


def uses_sqlite() -> bool:
    """Whether DATABASE_URL (or its absence) means the embedded database; loads no settings."""
    return os.environ.get("DATABASE_URL", "sqlite:").startswith("sqlite:")


@contextmanager
def hold_home(*, alone: bool = False) -> Iterator[None]:
    """Marks the installation as in use. Those who run share it; `alone` refuses while anybody does."""
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "in-use").open("w") as mark:
        try:
            fcntl.flock(mark, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            why = (
                "Dabiao is running here: stop it first."
                if alone
                else "A restore is going on here: wait for it to end."
            )
            raise click.ClickException(why) from error
        yield


@contextmanager
def plain_refusals() -> Iterator[None]:
    """Turns a refusal of the domain into its English text and exit code 1 instead of a traceback."""
    from dabiao.core.errors import DomainError, Many
    from dabiao.core.i18n import text

    try:
        yield
    except DomainError as refusal:
        every = refusal.errors if isinstance(refusal, Many) else [refusal]
        lines = [text("en", f"errors.{one.code}", field=one.field, **one.params) for one in every]
        raise click.ClickException("\n".join(lines)) from refusal
