"""A test that did not ask for the database cannot reach it: so it may be left out on the second one."""

import os

import pytest
from django.db import connection


def test_who_did_not_ask_is_not_even_told_which_it_is() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"mark it with pytest\.mark\.django_db"):
        assert connection.vendor


@pytest.mark.django_db
def test_who_asked_is_told() -> None:
    assert connection.vendor in ("sqlite", "postgresql")


def test_a_program_that_a_test_starts_finds_no_address_of_it() -> None:
    assert "DATABASE_URL" not in os.environ
