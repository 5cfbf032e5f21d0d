from functools import partial

import pytest

from dabiao.modules.analytics import queries, schemas
from dabiao.modules.analytics.tests import recount
from dabiao.modules.analytics.tests.world import make_world
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, ApiClient
from dabiao.testing.statements import counted

READERS = ("sales1", "sales3", "lead1", "manager", "ops", "boss", "finance")
OF_LEADS = {"leads_open", "leads_untouched", "leads_in_time"}


def numbers_of(board):
    """Figure key → value, a share by its part and whole."""
    found = {}
    for figure in board["figures"]:
        found[figure["key"]] = figure["part"]["value"] if figure["unit"] == "share" else figure["value"]
        if figure["whole"]:
            found["leads_assigned"] = figure["whole"]["value"]
        if figure["previous"]:
            found[f"{figure['key']}_before"] = figure["previous"]["value"]
    return found


def expected(keep, *, sells=True):
    """Finance reads neither leads nor contacts."""
    found = {**recount.figures(keep), **recount.due(keep), **recount.contacts(keep)}
    return {
        key: value for key, value in found.items() if sells or not key.startswith(("leads", "contacts_made"))
    }


def linked_numbers(figures):
    for figure in figures:
        counted = figure["part"] or figure
        yield figure["key"], counted["value"], counted["link"]
        for beside in (figure["whole"], figure["previous"]):
            if beside:
                yield figure["key"], beside["value"], beside["link"]


def test_my_board_counts_my_own_records(world):
    for who in ("sales1", "sales3", "lead1"):
        own = world.company[who].id
        board = world.company[who].client.read("/dashboards/mine")
        assert numbers_of(board) == expected(lambda kind, own=own: lambda row: row.owner_id == own), who


def test_the_team_board_counts_everything_in_sight(world):
    for who in READERS:
        board = world.company[who].client.read("/dashboards/team")
        wanted = expected(partial(recount.in_sight, world, who), sells=who != "finance")
        if who == "finance":
            wanted |= recount.due(lambda kind: lambda row: kind != "lead")
        assert numbers_of(board) == wanted, who


@pytest.mark.parametrize("who", ["manager", "boss"])
def test_the_team_board_narrows_to_a_unit_and_all_below(world, who):
    company = world.company
    for unit, below in (
        (company.team1, {company.team1.pk}),
        (company.south, {company.south.pk, company.team3.pk}),
    ):
        board = company[who].client.read("/dashboards/team", unit_id=unit.pk)

        def keep(kind, below=below):
            seen = recount.in_sight(world, who, kind)
            return lambda row: seen(row) and row.unit_id in below

        assert numbers_of(board) == expected(keep)


@pytest.mark.parametrize("path", ["/dashboards/mine", "/dashboards/team"])
def test_every_figure_opens_exactly_its_records(world, path):
    for who in READERS:
        client = world.company[who].client
        for key, value, link in linked_numbers(client.read(path)["figures"]):
            assert recount.summed(key, recount.opened(client, link)) == value, (who, key, link)


@pytest.mark.parametrize("who", ["lead1", "finance"])
def test_every_cell_of_the_table_opens_exactly_its_records(world, who):
    client = world.company[who].client
    opened = 0
    for person in client.read("/dashboards/team", unit_id=world.company.root.pk)["people"]:
        for key, value, link in linked_numbers(person["figures"]):
            if link is None:
                assert (person["owner_id"], value) == (None, 0)
            else:
                assert recount.summed(key, recount.opened(client, link)) == value, (person, key)
                opened += 1
    assert opened


def test_the_rows_add_up_to_the_totals(world):
    for who in READERS:
        board = world.company[who].client.read("/dashboards/team")
        totals, sums = numbers_of(board), {}
        for person in board["people"]:
            for key, value in numbers_of(person).items():
                sums[key] = sums.get(key, 0) + value
        assert sums == {key: totals[key] for key in sums}, who
        columns = {column["key"] for column in board["columns"]}
        assert columns == {figure["key"] for figure in board["people"][0]["figures"]}
        assert columns.isdisjoint(OF_LEADS) == (who == "finance")


def test_rows_are_the_strongest_first_and_the_pool_last(world):
    people = world.company["boss"].client.read("/dashboards/team")["people"]
    signed = [next(f["value"] for f in one["figures"] if f["key"] == "won_amount") for one in people]
    assert signed[:-1] == sorted(signed[:-1], reverse=True)
    assert people[-1]["owner_id"] is None
    assert {one["owner_name"] for one in people} == {
        *("sales1", "sales1b", "sales2", "sales3", "lead1", "manager", None),
    }


def test_who_sells_but_has_nothing_stands_in_the_table_with_zeros(company):
    board = company["lead1"].client.read("/dashboards/team")
    assert [one["owner_name"] for one in board["people"]] == ["lead1", "sales1", "sales1b"]
    for one in board["people"]:
        assert {figure["value"] for figure in one["figures"]} == {0, None}
    share = next(figure for figure in board["figures"] if figure["key"] == "leads_in_time")
    assert (share["value"], share["whole"]["value"]) == (None, 0)


def test_a_share_is_of_leads_given_to_somebody_in_basis_points(world):
    board = world.company["boss"].client.read("/dashboards/team")
    share = next(figure for figure in board["figures"] if figure["key"] == "leads_in_time")
    part, whole = share["part"]["value"], share["whole"]["value"]
    assert 0 < part < whole
    assert share["value"] == int(part * 10_000 / whole + 0.5)


def test_the_board_says_what_it_counted_and_when(company):
    board = company["sales1"].client.read("/dashboards/mine")
    assert {name: board[name] for name in ("as_of", "currency", "period", "previous")} == {
        "as_of": "2026-03-18T02:00:00Z",
        "currency": "CNY",
        "period": {"first": "2026-03-01", "last": "2026-03-31"},
        "previous": {"first": "2026-02-01", "last": "2026-02-18"},
    }
    schemas.Dashboard.model_validate(board)
    assert set(board) == set(schemas.Dashboard.model_fields)
    assert set(board["figures"][0]) == set(schemas.FigureOut.model_fields)
    team = company["lead1"].client.read("/dashboards/team")
    schemas.TeamBoard.model_validate(team)
    assert set(team) == set(schemas.TeamBoard.model_fields)


def test_who_reads_only_contacts_sees_only_how_many_were_made(world):
    board = world.company["trainer"].client.read("/dashboards/team")
    assert numbers_of(board) == recount.contacts(lambda kind: lambda row: True)
    assert [one["key"] for one in board["columns"]] == ["contacts_made_today", "contacts_made_week"]


@pytest.mark.parametrize("path", ["/dashboards/mine", "/dashboards/team"])
def test_boards_are_for_those_who_may_read_figures(company, path):
    assert ApiClient().problem("GET", path)[:2] == (401, "access.unauthenticated")
    assert company["inspector"].client.problem("GET", path)[:2] == (403, "access.forbidden")


def test_an_unknown_unit_holds_nothing(world):
    board = world.company["boss"].client.read("/dashboards/team", unit_id=999_999)
    assert set(numbers_of(board).values()) == {0}
    assert board["people"] == []


def test_more_records_and_people_cost_no_more_queries(company):
    def cost():
        team = counted(lambda: queries.team(actor=actor, now=NOW))
        return team, counted(lambda: queries.mine(actor=actor, now=NOW))

    actor = company["boss"].actor
    before = cost()
    make_world(company)
    assert cost() == before
    assert before == (12, 10)


def test_every_lead_was_contacted_either_in_time_or_not(world):
    client = world.company["boss"].client

    def ids(in_time):
        link = {"path": "/leads", "params": {"contacted_in_time": in_time}}
        return [row["id"] for row in recount.opened(client, link)]

    assert ids("true")
    assert ids("false")
    assert sorted(ids("true") + ids("false")) == sorted(Lead.objects.values_list("pk", flat=True))
