"""What a person chooses: refused as a whole when any of it cannot be right, each fault with its place."""

from typing import Any

import pytest

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Many
from dabiao.core.i18n import find
from dabiao.core.importing import engine, services
from dabiao.core.importing.models import ImportReject
from dabiao.core.importing.tests.books import book
from dabiao.core.importing.tests.conftest import NOW, Importer
from dabiao.core.importing.tests.probe import records
from dabiao.core.timers.models import Job

NAMED = {"a": "name"}
WRONG: list[tuple[Any, Any, str, str]] = [
    ({}, {}, "importing.field_required", "name"),
    ({"b": "phone"}, {}, "importing.field_required", "name"),
    ({"a": None}, {"constants": {"name": "x"}}, "importing.nothing_mapped", "mapping"),
    ({"a": "name", "z": "phone"}, {}, "importing.unknown_column", "mapping.z"),
    ({"a": "nickname"}, {"constants": {"name": "x"}}, "importing.unknown_field", "mapping.a"),
    ({"a": "name", "b": "name"}, {}, "importing.field_twice", "mapping.b"),
    ({"a": 7}, {"constants": {"name": "x"}}, "importing.unknown_field", "mapping.a"),
    (["a"], {"constants": {"name": "x"}}, "importing.bad_option", "mapping"),
    (NAMED, [], "importing.bad_option", "options"),
    (NAMED, {"speed": 1}, "importing.unknown_option", "options.speed"),
    (NAMED, {"even": 3}, "importing.bad_option", "options.even"),
    (NAMED, {"dry_run": "yes"}, "importing.bad_option", "options.dry_run"),
    (NAMED, {"dates": []}, "importing.bad_option", "options.dates"),
    (NAMED, {"dates": {"when": {}}}, "importing.unknown_field", "options.dates.when"),
    (NAMED, {"dates": {"phone": {"format": "%Y"}}}, "importing.not_a_date_field", "options.dates.phone"),
    (NAMED, {"dates": {"born_on": {"format": "%Y"}}}, "importing.bad_date_format", "options.dates.born_on"),
    (NAMED, {"dates": {"born_on": {"format": 5}}}, "importing.bad_option", "options.dates.born_on"),
    (
        NAMED,
        {"dates": {"born_on": {"month_only_in_order": True}}},
        "importing.start_year_needed",
        "options.dates.born_on",
    ),
    (NAMED, {"values": {"x": {}}}, "importing.unknown_field", "options.values.x"),
    (NAMED, {"values": {"status": {"a": 1}}}, "importing.bad_option", "options.values.status"),
    (NAMED, {"constants": {"x": "1"}}, "importing.unknown_field", "options.constants.x"),
    (NAMED, {"constants": {"phone": " "}}, "importing.bad_option", "options.constants.phone"),
    (NAMED, {"constants": {"phone": "none"}}, "importing.not_a_phone", "options.constants.phone"),
    (NAMED, {"constants": {"name": "x"}}, "importing.constant_and_column", "options.constants.name"),
]


@pytest.mark.parametrize(("mapping", "options", "code", "field"), WRONG)
def test_a_wrong_choice_is_refused_with_its_place(
    mapping: Any, options: Any, code: str, field: str, uploaded: Importer, actor: Actor
) -> None:
    run = uploaded("a,b\n1,2\n")
    with pytest.raises(DomainError) as refused:
        services.start(run.pk, mapping, options, actor, NOW)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert find("zh-Hans", f"errors.{code}")
    run.refresh_from_db()
    assert (run.status, Job.objects.count()) == ("uploaded", 0)


def test_all_faults_are_told_at_once(uploaded: Importer, actor: Actor) -> None:
    run = uploaded("a,b\n1,2\n")
    options = {"speed": 1, "dates": {"born_on": {}}, "constants": {"x": "1"}}
    with pytest.raises(Many) as refused:
        services.start(run.pk, {"z": "name"}, options, actor, NOW)
    assert [(error.code, error.field) for error in refused.value.errors] == [
        ("importing.unknown_column", "mapping.z"),
        ("importing.unknown_option", "options.speed"),
        ("importing.bad_option", "options.dates.born_on"),
        ("importing.unknown_field", "options.constants.x"),
        ("importing.field_required", "name"),
    ]


def test_options_of_the_kind_reach_it_as_checked(imported: Importer) -> None:
    assert imported("a\n1\n", NAMED, {"even": 4}).options == {
        "even": 4,
        "dates": {},
        "values": {},
        "constants": {},
    }


def test_a_date_format_of_ones_own(imported: Importer) -> None:
    run = imported(
        "a,b\n甲,05/01/2026\n乙,2026-01-05\n",
        {"a": "name", "b": "received_at"},
        {"dates": {"received_at": {"format": "%d/%m/%Y"}}},
    )
    assert (run.created, run.rejected) == (1, 1)
    assert records().get().created_at.isoformat() == "2026-01-04T16:00:00+00:00"
    assert ImportReject.objects.get().params == {"value": "2026-01-05", "format": "%d/%m/%Y"}


def test_numbers_of_days_are_dates_in_a_workbook_and_nowhere_else(imported: Importer) -> None:
    mapping = {"a": "name", "b": "received_at"}
    assert imported(book(["a", "b"], ["甲", 46027]), mapping).created == 1
    assert records().get().created_at.isoformat() == "2026-01-04T16:00:00+00:00"
    assert imported("a,b\n乙,46027\n", mapping).rejected == 1


def test_the_year_of_bare_months_survives_a_restart(
    uploaded: Importer, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 2)
    run = uploaded("n,m\n甲,nov\n乙,dec\n,jan\n丙,feb\n丁,jan\n")
    options = {"dates": {"received_at": {"month_only_in_order": True, "start_year": 2008}}}
    services.start(run.pk, {"n": "name", "m": "received_at"}, options, actor, NOW)

    def crash_in_third_chunk(seen: Any) -> None:
        if seen.done == 5:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        services.execute(run.pk, after_chunk=crash_in_third_chunk)
    services.execute(run.pk)
    assert list(records().order_by("size").values_list("name", "created_at__year", "created_at__month")) == [
        ("甲", 2008, 11),
        ("乙", 2008, 12),
        ("丙", 2009, 2),
        ("丁", 2010, 1),
    ]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("姓名", "name"),
        ("客户 姓名（必填）*", "name"),
        ("ＮＡＭＥ", "name"),
        ("联系电话", "phone"),
        ("tel.", "phone"),
        ("随便", None),
    ],
)
def test_a_column_is_guessed_by_its_header_or_what_it_holds(
    header: str, field: str | None, uploaded: Importer
) -> None:
    value = "138 0013 8000" if header == "tel." else "x"
    assert uploaded(f"{header},其他\n{value},y\n").guess.get(header) == field


def test_no_field_is_guessed_twice(uploaded: Importer) -> None:
    run = uploaded("姓名,客户姓名,甲,乙\nx,y,13800138000,13900139000\n")
    assert run.guess == {"姓名": "name", "甲": "phone"}


@pytest.mark.parametrize(
    ("rows", "mapping", "rejected"),
    [
        ("1,2,3\n", {"a": "name"}, []),
        ("1\n", {"a": "name"}, []),
        ("1,2,3,,\n", {"a": "name"}, []),
        ("1,2,3,4\n", {"a": "name"}, [("importing.more_cells", {"row": 2, "cells": 4, "columns": 3})]),
        (
            "1\n",
            {"a": "name", "c": "count"},
            [("importing.fewer_cells", {"row": 2, "cells": 1, "columns": 3})],
        ),
    ],
)
def test_ragged_rows(rows: str, mapping: dict[str, str], rejected: list[Any], imported: Importer) -> None:
    run = imported(f"a,b,c\n{rows}", mapping)
    assert run.created == 1 - len(rejected)
    assert list(ImportReject.objects.values_list("code", "params")) == rejected


def test_a_short_row_of_a_workbook_is_whole(imported: Importer) -> None:
    assert imported(book(["a", "b"], ["甲"]), {"a": "name", "b": "count"}).created == 1
