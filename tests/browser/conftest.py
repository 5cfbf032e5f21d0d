"""One browser for all screens, one set of desks per test, and no console error that was not announced."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState, expect, sync_playwright
from tests.browser.desk import Desks

expect.set_options(timeout=10_000)


@pytest.fixture(scope="package")
def chromium(browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """Ends with these tests, unlike pytest-playwright's: its event loop would disturb those that follow."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browser_type_launch_args)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def sessions() -> dict[str, StorageState]:
    return {}


@pytest.fixture
def desks(chromium: Browser, demo_server: str, sessions: dict[str, StorageState]) -> Iterator[Desks]:
    desks = Desks(chromium, demo_server, sessions)
    yield desks
    desks.close()
    assert desks.trouble.found == []
