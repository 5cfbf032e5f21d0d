"""Everybody sees the same records through list, detail, search, export, timeline, figures and live stream.

Those that the words of O2 name, worked out here in plain Python over plain data.
"""

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from tests.permissions.expected import Record, Someone, in_pool, reaches, reads
from tests.scope_world import World
from tests.shared_world import rolled_back

from dabiao.core.access.models import Role
from dabiao.core.live.reach import Change, sees
from dabiao.testing.exports import exported
from dabiao.testing.people import ApiClient, Person
from tests import scope_world

pytestmark = pytest.mark.django_db

LISTS = {
    "lead": "/leads",
    "customer": "/customers",
    "contact": "/contacts",
    "opportunity": "/opportunities",
    "contract": "/contracts",
    "instalment": "/instalments",
    "receipt": "/receipts",
    "activity": "/activities",
}
EXPORTED = ("lead", "customer", "contact", "opportunity", "contract", "instalment", "receipt")
HIDDEN = {"Phone": "phone", "WeChat": "wechat", "E-mail": "email"}
ONE_BY_ONE = ("lead", "customer", "contact", "opportunity", "contract", "receipt")
SEARCHED = ("lead", "customer", "contact", "opportunity", "contract")
OF_A_CUSTOMER = ("contact", "opportunity", "contract")
TIMELINES = ("lead", "customer", "opportunity", "contract")
LIVE = ("lead", "customer", "opportunity", "contract", "activity")
SAMPLE, NUMBERS = 6, 25  # tried of each kind, and of each page of figures, per person


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One company by chance on each database, and not the same."""
    with django_db_blocker.unblock(), rolled_back():
        yield scope_world.build(1 if connection.vendor == "sqlite" else 2)


def visible(world: World, who: Someone, kind: str) -> set[int]:
    """The words: my scope, what is shared with me, and the pool that I may claim from."""
    return {id for id, record in world.records[kind].items() if reads(who, record)}


def permission_of(kind: str, verb: str = "read") -> str:
    return f"{scope_world.READ_AS.get(kind, kind)}.{verb}"


@pytest.mark.parametrize("kind", LISTS)
def test_lists(world: World, kind: str) -> None:
    for who, client, _ in world.people:
        if permission_of(kind) in who.grants:
            assert all_pages(client, LISTS[kind]) == sorted(visible(world, who, kind)), who
        else:
            assert client.send("GET", LISTS[kind]).status_code == 403


@pytest.mark.parametrize("kind", EXPORTED)
def test_exports(world: World, kind: str) -> None:
    """The file that the worker writes, not what was counted at asking; what is masked in it is what the list masks."""
    Role.objects.update(rows_per_export=None, export_rows_per_day=None)
    for who, client, _ in world.people:
        if not {permission_of(kind), permission_of(kind, "export")} <= who.grants.keys():
            assert client.problem("POST", "/exports", {"kind": kind})[:2] == (403, "access.forbidden")
            continue
        heading, *rows = exported(client, kind)
        assert sorted(int(row[0]) for row in rows) == sorted(exportable(world, who, kind)), who
        if "Phone" not in heading:
            continue
        shown = {row["id"]: row for row in all_rows(client, LISTS[kind])}
        for title, name in HIDDEN.items():
            if title in heading:
                place = heading.index(title)
                assert [row[place] for row in rows] == [shown[int(row[0])][name] for row in rows], who


def exportable(world: World, who: Someone, kind: str) -> Iterator[int]:
    for id, record in world.records[kind].items():
        if reads(who, record) and (
            reaches(who, permission_of(kind, "export"), record) or in_pool(who, record)
        ):
            yield id


@pytest.mark.parametrize("kind", ONE_BY_ONE)
def test_one_by_one(world: World, kind: str) -> None:
    for who, client, _, seen in tried(world, kind):
        for id, is_seen in seen.items():
            assert client.send("GET", f"{LISTS[kind]}/{id}").status_code == (200 if is_seen else 404), (
                who,
                id,
            )


@pytest.mark.parametrize("kind", TIMELINES)
def test_timelines(world: World, kind: str) -> None:
    for who, client, _, seen in tried(world, kind):
        for id, is_seen in seen.items():
            assert client.send("GET", f"/timeline/{kind}/{id}").status_code == (200 if is_seen else 404), (
                who,
                id,
            )


@pytest.mark.parametrize("kind", SEARCHED)
def test_search(world: World, kind: str) -> None:
    for who, client, _, seen in tried(world, kind):
        for id, is_seen in seen.items():
            found = client.read("/search", q=world.names[kind, id])["items"]
            expected = {(kind, id)} if is_seen else set()
            if kind == "customer":  # by whose name its contacts, deals and contracts are found as well
                expected |= {(other, id) for other in OF_A_CUSTOMER if id in visible(world, who, other)}
            assert sorted((hit["kind"], hit["id"]) for hit in found) == sorted(expected), who


def tried(world: World, kind: str) -> Iterator[tuple[Someone, ApiClient, Person, dict[int, bool]]]:
    """Everybody, with a few records of the kind and whether they see them."""
    random = Random(kind)
    for who, client, person in world.people:
        ids = random.sample(sorted(world.records[kind]), SAMPLE)
        seen = visible(world, who, kind)
        yield who, client, person, {id: id in seen for id in ids}


@pytest.mark.parametrize("kind", LIVE)
def test_live_stream(world: World, kind: str) -> None:
    units = {path: unit for unit, path in units_by_path()}
    for who, _, person in world.people:
        actor = person.actor
        heard = {id for id, record in world.records[kind].items() if sees(actor, change(kind, record, units))}
        assert heard == visible(world, who, kind), who


def units_by_path() -> list[tuple[int, str]]:
    """unit id → the path of names that the words use."""
    from dabiao.modules.org.models import Unit

    names = dict(Unit.objects.values_list("pk", "name"))
    return [(unit.pk, "/".join(names[id] for id in unit.ancestor_ids)) for unit in Unit.objects.all()]


def change(kind: str, record: Record, units: dict[str, int]) -> Change:
    return Change(kind, record.id, 1, frozenset({(record.owner, units.get(record.lies))}))


def test_board_counts_what_the_list_shows(world: World) -> None:
    for who, client, _ in world.people:
        if "opportunity.read" in who.grants:
            columns = client.read("/opportunities/board")["columns"]
            shown = {card["id"] for column in columns for card in column["items"]}
            assert shown <= visible(world, who, "opportunity")
            counted = sum(column["count"] for column in columns if column["stage_kind"] == "open")
            assert counted == len(all_pages(client, "/opportunities", stage_kind="open")), who


def test_outcomes_count_every_visible_lead(world: World) -> None:
    for who, client, _ in world.people:
        if {"analytics.read", "lead.read"} <= who.grants.keys():
            rows = client.read("/lead-outcomes")["rows"]
            assert sum(row["total"] for row in rows) == len(visible(world, who, "lead")), who


MONEY = {
    "/opportunities": lambda row: row["amount_minor"],
    "/contracts": lambda row: row["amount_minor"],
    "/receipts": lambda row: row["amount_minor"] - row["refunded_minor"],
    "/instalments": lambda row: row["amount_minor"] - row["paid_minor"],
}


FIGURES = {
    **dict.fromkeys(("/dashboards/mine", "/dashboards/team", "/dashboards/company", "/funnel")),
    "/dashboards/money": "receivable.read",
    "/lead-outcomes": "lead.read",
}


@pytest.mark.parametrize("figures", FIGURES)
def test_every_figure_opens_its_records(world: World, figures: str) -> None:
    """The list behind a number holds exactly what was counted or summed, and nothing the reader may not see."""
    for who, client, _ in world.people:
        if not {"analytics.read", FIGURES[figures] or "analytics.read"} <= who.grants.keys():
            continue
        told = list(linked(client.read(figures)))
        for unit, value, link in Random(who.id).sample(told, min(len(told), NUMBERS)):
            rows = all_rows(client, link["path"], **link["params"])
            kind = next(kind for kind, path in LISTS.items() if path == link["path"])
            assert {row["id"] for row in rows} <= visible(world, who, kind)
            counted = (
                len(rows) if unit == "count" else weighted(rows) if unit == "weighted" else summed(link, rows)
            )
            assert counted == value, (who, link)


def summed(link: dict[str, Any], rows: list[dict[str, Any]]) -> int:
    return sum(map(MONEY[link["path"]], rows))


def weighted(rows: list[dict[str, Any]]) -> int:
    """Of each stage's sum, the stage's percentage, half up."""
    stages: dict[int, int] = defaultdict(int)
    for row in rows:
        stages[row["percent"]] += row["amount_minor"]
    return sum((amount * percent + 50) // 100 for percent, amount in stages.items())


def linked(node: Any, unit: str = "count") -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(unit, value, link) of every number in an answer that opens a list."""
    if isinstance(node, list):
        for item in node:
            yield from linked(item, unit)
    elif isinstance(node, dict):
        unit = "weighted" if "weighted" in str(node.get("key")) else node.get("unit", unit)
        for names, of, link in (
            (("count", "total", "value"), unit, node.get("link")),
            (("amount_minor",), "money", node.get("amount_link")),
        ):
            value = next((node[name] for name in names if name in node), None)
            if (
                link
                and value is not None
                and link["path"] in LISTS.values()
                and of in ("count", "money", "weighted")
            ):
                yield of, value, link
        for item in node.values():
            yield from linked(item, unit if unit == "money" else "count")


def all_pages(client: ApiClient, path: str, **params: Any) -> list[int]:
    return sorted(row["id"] for row in all_rows(client, path, **params))


def all_rows(client: ApiClient, path: str, **params: Any) -> list[dict[str, Any]]:
    """A list through all its pages."""
    rows: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.read(path, **{**params, "limit": 17, "cursor": cursor})
        rows += page["items"]
        cursor = page["next"]
    assert len(rows) == len({row["id"] for row in rows}), "a record came twice"
    return rows
