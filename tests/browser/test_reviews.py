"""A review is walked through and a meeting is held, as who leads a team does it."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import sign_in
