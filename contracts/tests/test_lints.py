from pathlib import Path

import pytest

from contracts import lints
from contracts.house import House
from contracts.tests.conftest import write

LEADS = "src/dabiao/modules/leads"


def found(house: House, file: str, text: str) -> list[str]:
    write(house.root, f"{LEADS}/{file}", text)
    return lints.check(house)


def test_api_does_not_reach_for_rows(house: House) -> None:
    assert found(house, "api.py", "x = Lead.objects.all()\n") == [
        f"{LEADS}/api.py:1: api.py touches .objects; ask queries or services"
    ]


def test_queries_may_reach_for_rows(house: House) -> None:
    assert found(house, "queries.py", "x = Lead.objects.all()\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "timezone.now()",
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "Field(default=timezone.now)",
        "DateTimeField(auto_now_add=True)",
        "from django.utils.timezone import now",
    ],
)
def test_modules_do_not_read_the_clock(house: House, text: str) -> None:
    assert found(house, "models.py", text) == [
        f"{LEADS}/models.py:1: reads the clock; take `now` as a parameter"
    ]


def test_api_and_tests_may_read_the_clock(house: House) -> None:
    write(house.root, f"{LEADS}/tests/test_leads.py", "x = timezone.now()\n")
    assert found(house, "api.py", "x = timezone.now()\n") == []


def test_service_takes_actor_and_now_last(house: House) -> None:
    assert found(house, "services.py", "def win(lead_id, *, now, actor): ...\n") == [
        f"{LEADS}/services.py:1: win: `actor` and `now` come last in a service"
    ]


def test_service_parameters_are_keyword_only(house: House) -> None:
    assert found(house, "services/winning.py", "def win(lead_id, reason, *, actor, now): ...\n") == [
        f"{LEADS}/services/winning.py:1: win: all but the record it is about are keyword-only in a service"
    ]


def test_well_formed_services_pass(house: House) -> None:
    text = "def win(lead_id, *, actor, now): ...\ndef create(*, actor, now): ...\ndef _helper(a, b): ...\n"
    assert found(house, "services/__init__.py", text) == []
    assert found(house, "services/_shared.py", "def prepare(a, b): ...\n") == []


@pytest.mark.parametrize("name", ["ninja", "django.http", "django.urls", "dabiao.core.http.respond"])
def test_services_do_not_know_http(house: House, name: str) -> None:
    assert len(found(house, "services.py", f"import {name}\n")) == 1


def test_import_of_a_name_from_a_package_counts(house: House) -> None:
    assert found(house, "queries.py", "from django import http\n") == [
        f"{LEADS}/queries.py:1: queries imports django.http; nothing below schemas knows HTTP"
    ]


def test_signals_are_not_business_flow(house: House) -> None:
    assert found(house, "reactions.py", "from django.db.models.signals import post_save\n") == [
        f"{LEADS}/reactions.py:1: imports django.db.models.signals.post_save;"
        " use a reaction to an event instead of a Django signal"
    ]


@pytest.mark.parametrize(
    "name", ["django.db", "dabiao.core.events", "dabiao.modules.org.enums", "random", "orjson"]
)
def test_rules_are_pure(house: House, name: str) -> None:
    assert found(house, "rules.py", f"import {name}\n") == [
        f"{LEADS}/rules.py:1: rules import {name}; rules are pure"
    ]


def test_rules_use_python_values_and_pure_core(house: House) -> None:
    text = (
        "import datetime\nfrom dabiao.core.money import split\nfrom dabiao.modules.leads.enums import Grade\n"
    )
    assert found(house, "rules.py", text) == []


def test_nobody_prints(house: House) -> None:
    path = write(house.root, "src/dabiao/core/text.py", 'print("x")\n')
    assert lints.check(house) == [f"{house.name(path)}:1: print; use logging, or click.echo in a command"]


def test_room_of_a_package_file_is_the_package() -> None:
    assert lints.room_of(Path("src/dabiao/modules/leads/services/convert.py")) == "services"
