"""One browser for all screens, one set of desks per test, and no console error that was not announced."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from tests.browser.demo import Demo, begin
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
def _company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    company = begin(tmp_path_factory)
    yield company
    company.close()


@pytest.fixture
def demo(request: pytest.FixtureRequest, _company: Demo) -> Demo:
    """The company all walks of a process go through. One walked once more finds nothing of what its first try left."""
    if getattr(request.node, "execution_count", 1) > 1:
        _company.begin_again()
    return _company


@pytest.fixture
def desks(chromium: Browser, demo: Demo) -> Iterator[Desks]:
    desks = Desks(chromium, demo.address, demo.sessions)
    yield desks
    desks.close()
    assert desks.trouble.found == []
