"""What every test may use: a home of its own, one browser; and which run on which database."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils.connection import BaseConnectionHandler
from hypothesis import settings as hypothesis
from pytest_django import DjangoDbBlocker

from dabiao.testing import emptying, killing, near

# Two busy cores make any deadline of milliseconds a lottery.
hypothesis.register_profile("dabiao", deadline=None, print_blob=True)
hypothesis.load_profile("dabiao")


SQLITE = connection.vendor == "sqlite"
if not SQLITE:
    # Tests fill tables by the thousand and nobody analyses them: a plan made while they were empty would stay.
    settings.DATABASES["default"]["OPTIONS"]["options"] += " -c plan_cache_mode=force_custom_plan"
PROGRAM_FIXTURES = {"nursery", "new_installation", "environment", "served"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "database_url"}


def pytest_report_header() -> str:
    left_out = "" if SQLITE else " (tests that use none, or would do with either, run on SQLite only)"
    return f"database: {connection.vendor}{left_out}"


def uses_database(test: Any) -> bool:
    """Whether a test asked for the database; no other can reach it, see `_only_who_asked` and `database_url`."""
    return bool(test.get_closest_marker("django_db") or DATABASE_FIXTURES & set(test.fixturenames))


def mostly_waits(test: Any) -> bool:
    """Whether it starts programs and waits for them. These come first: others fill what they leave of the processors, and
    none is left to go on alone at the end."""
    return bool(PROGRAM_FIXTURES & set(test.fixturenames))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--near", action="store_true", help="only what needs no database, or is about files you touched"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What uses no database, or would do with either, proves nothing new on a second one (ADR 0014)."""

    def is_wanted(test: Any) -> bool:
        if config.getoption("near") and uses_database(test) and not near.is_near(test.path, config.rootpath):
            return False
        return SQLITE or is_proved_again(test)

    config.hook.pytest_deselected(items=[item for item in items if not is_wanted(item)])
    items[:] = sorted(filter(is_wanted, items), key=mostly_waits, reverse=True)


def pytest_collection_finish() -> None:
    """The program and its thousands of tests stay until the end: the collector need not go over them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def is_proved_again(test: Any) -> bool:
    return uses_database(test) and not test.get_closest_marker("either")


@pytest.fixture(autouse=True)
def _only_who_asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else even learns which database it is, so that a test left out on the second cannot have needed it."""
    if not uses_database(request.node):

        def refuse(*_: object) -> None:
            pytest.fail("This test uses the database: mark it with pytest.mark.django_db", pytrace=True)

        monkeypatch.setattr(BaseConnectionHandler, "__getitem__", refuse)


@pytest.fixture(scope="session", autouse=True)
def _address_of_the_database() -> str:
    """Taken out of the environment, where a program that a test starts would find it."""
    return os.environ.pop("DATABASE_URL", "")


@pytest.fixture(scope="session")
def database_url(_address_of_the_database: str) -> str:
    """The server under test, for tests that start programs on databases of their own there; empty for SQLite."""
    return "" if SQLITE else _address_of_the_database


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where an empty SQLite database lies, migrated already: a copy of it saves a program six seconds."""
    return tmp_path_factory.mktemp("pristine") / "dabiao.sqlite3"


@pytest.fixture
def nursery(tmp_path: Path, pristine: Path, transactional_db: None) -> Iterator[killing.Nursery]:
    """Where programs to be killed come from; they share a database with the test, or a copy of it on SQLite."""
    with killing.nursery(killing.shared_database(tmp_path, pristine)) as found:
        yield found


# Rows of a test are seen by nobody else. An autovacuum between two tests notes that a table has none in its pages, and
# PostgreSQL plans for none whatever a test fills in: a list that takes milliseconds then takes minutes.
NO_AUTOVACUUM = """
DO $$ DECLARE one regclass; BEGIN
    FOR one IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
        EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', one);
    END LOOP;
END $$"""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, pristine: Path) -> None:
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        if SQLITE:
            cursor.execute("VACUUM INTO %s", [str(pristine)])
        else:
            cursor.execute(NO_AUTOVACUUM)


@pytest.fixture(scope="session", autouse=True)
def _quickly_emptied() -> Iterator[None]:
    """After each test that commits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying.empty_again)
        yield


@pytest.fixture(scope="module", autouse=True)
def _swept(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What tests of a file took back lies dead in the tables of PostgreSQL."""
    yield
    if not SQLITE and connection.connection is not None:
        with django_db_blocker.unblock():
            emptying.sweep()


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests leave nothing in the checkout's .dabiao."""
    settings.DABIAO_HOME = tmp_path_factory.mktemp("dabiao-home")


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Hashing is slow on purpose; tests sign in often enough to feel it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _files_looked_up() -> None:
    """Each of thousands of test clients would list the built screens; so they are looked for when they are asked for."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def _no_actor_of_another_test() -> None:
    """Each test starts its ids from one again; a person kept from the test before would answer for this one's."""
    from dabiao.core.access import actors

    actors.forget_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; pytest-playwright would look for one that it downloaded itself."""
    chromium = (
        os.environ.get("DABIAO_CHROMIUM")
        or shutil.which("chromium-headless-shell")
        or shutil.which("chromium")
    )
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
