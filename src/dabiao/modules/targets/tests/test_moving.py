"""Whatever moves in mid-period, and in whatever currency: each record counts once, in every length of period alike."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dabiao.core.actor import SYSTEM
from dabiao.modules.org import services as org
from dabiao.modules.org.models import Employee, Unit
from dabiao.modules.targets import services
from dabiao.modules.targets.enums import NodeKind
from dabiao.modules.targets.models import Node, Tree
from dabiao.modules.targets.queries.attainment import attained, uncounted
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.tests.test_attainment import sign
from dabiao.modules.targets.tests.world import a_tree
from dabiao.testing.people import NOW, Company, make_company

YEAR = periods.year_from(date(2020, 1, 1))
# the edges of months, ten-day periods and weeks; its last days, and the first of the next year, lie in week 53
DAYS = [date(2020, *day) for day in ((1, 1), (1, 4), (1, 10), (1, 11), (1, 31), (2, 1), (2, 29), (3, 1))]
EDGES = [date(2020, 12, 27), date(2020, 12, 28), date(2020, 12, 31), date(2019, 12, 31), date(2021, 1, 1)]
PEOPLE = ("sales1", "sales1b", "sales2", "sales3")
QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)  # a company a time is too dear to be made smaller
LENGTHS = ("quarter", "month", "week", "ten_day")

signing = st.tuples(
    st.just("sign"),
    st.sampled_from(PEOPLE),
    st.sampled_from([*DAYS, *EDGES]),
    st.integers(1, 10**9),
    st.sampled_from(["CNY", "CNY", "USD"]),
)
moving = st.one_of(
    st.tuples(st.just("transfer"), st.sampled_from(PEOPLE), st.sampled_from(["team1", "team2", "team3"])),
    st.tuples(
        st.just("unit"), st.sampled_from(["team1", "team2", "team3"]), st.sampled_from(["east", "south"])
    ),
    st.tuples(st.just("tally")),
)
deeds = st.lists(st.one_of(signing, signing, moving), min_size=3, max_size=10)


def do(company: Company, tree: Tree, deed: Sequence[object]) -> None:
    match deed:
        case ("sign", str(who), date() as day, int(amount), str(currency)):
            sign(company, who, amount, day, currency=currency)
        case ("transfer", str(who), str(to)):
            held = Employee.objects.get(user_id=company[who].id).unit_id
            change(org.edit_employee, company[who].id, "unit_id", held, getattr(company, to).pk)
            services.bring_up_to_date(tree.pk, actor=company["ops"].actor, now=NOW)
        case ("unit", str(which), str(to)):
            unit = Unit.objects.get(pk=getattr(company, which).pk)
            change(org.edit_unit, unit.pk, "parent_id", unit.parent_id, getattr(company, to).pk)
        case _:
            services.tally(actor=SYSTEM, now=NOW)


def change(edit: object, id: int, field: str, before: object, after: object) -> None:
    if before != after:
        edit(id, changes={field: after}, base={field: before}, version=None, actor=SYSTEM, now=NOW)  # type: ignore[operator]


@pytest.mark.django_db
@given(deeds)
@settings(max_examples=8, deadline=None, phases=QUICKLY)
def test_every_record_counts_once_wherever_people_and_units_move(told: list[tuple[object, ...]]) -> None:
    with transaction.atomic():
        company = make_company()
        tree = a_tree(company, starts_on=YEAR.first)
        for deed in told:
            do(company, tree, deed)
        signed = [one for one in told if one[0] == "sign" and one[2] in YEAR]
        whole = sum(one[3] for one in signed if one[4] == "CNY")
        nodes = {node.pk: node for node in Node.objects.filter(tree=tree)}
        year = {id: sum_ for (id, _), sum_ in attained(tree, list(nodes.values()), [YEAR]).items()}

        def sums(*names: str) -> int:
            return sum(sum_ for id, sum_ in year.items() if nodes[id].name in names)

        assert sums("总部") == whole, "in the whole once"
        assert sums("华东", "华南") == whole, "in one region, though its unit has moved to another"
        assert sums("一组", "二组", "三组") == whole, "in one team, though its person has moved to another"
        people = [sum_ for id, sum_ in year.items() if nodes[id].kind == NodeKind.PERSON]
        assert sum(people) == whole, "for one person in one unit"
        for grain in LENGTHS:
            found = attained(tree, list(nodes.values()), periods.periods(YEAR, grain))
            by_node: dict[int, int] = {}
            for (id, _), sum_ in found.items():
                by_node[id] = by_node.get(id, 0) + sum_
            assert by_node == year, f"as much in its {grain}s as in the year"
        assert uncounted(tree, [YEAR]) == sum(one[4] == "USD" for one in signed), "the others are told"
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_record_in_another_currency_is_in_no_sum_and_is_said_where_the_figure_opens() -> None:
    company = make_company()
    sign(company, "sales1", 100, DAYS[0])
    sign(company, "sales1", 900, DAYS[1], currency="USD")
    tree = a_tree(company, starts_on=YEAR.first)
    place = {"grain": "year", "starts_on": YEAR.first.isoformat()}
    root = Node.objects.get(tree=tree, parent=None)
    found = company["ops"].client.read(f"/targets/nodes/{root.pk}/records", **place)
    assert (found["attained"], found["uncounted"], len(found["entries"])) == (100, 1, 1)
