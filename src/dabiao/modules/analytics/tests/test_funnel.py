from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.modules.analytics import queries, schemas, services
from dabiao.modules.analytics.tests import recount
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity, StageEntry
from dabiao.testing.people import NOW, ApiClient
from dabiao.testing.statements import counted

READERS = ("sales1", "lead1", "manager", "boss", "finance")
SPANS = {
    "this month": ({}, datetime(2026, 2, 28, 16, tzinfo=UTC), datetime(2026, 3, 31, 16, tzinfo=UTC)),
    "february": (
        {"from": "2026-02-01", "to": "2026-03-01"},
        datetime(2026, 1, 31, 16, tzinfo=UTC),
        datetime(2026, 2, 28, 16, tzinfo=UTC),
    ),
    "years": (
        {"from": "2024-01-01", "to": "2027-01-01"},
        datetime(2023, 12, 31, 16, tzinfo=UTC),
        datetime(2026, 12, 31, 16, tzinfo=UTC),
    ),
}


def rows(model, world, who, kind):
    return [row for row in model.objects.all() if recount.in_sight(world, who, kind)(row)]


def in_basis_points(part, whole):
    return int(part * 10_000 / whole + 0.5) if whole else None


def each_reader_and_span(*, readers=READERS):
    """(person, parameters, start, end): every reader with every span."""
    return [(who, *span) for who in readers for span in SPANS.values()]


def test_leads_are_followed_to_where_they_came(world):
    for case in each_reader_and_span(readers=READERS[:-1]):
        check_lead_steps(world, *case)


def check_lead_steps(world, who, params, start, end):
    leads = [row for row in rows(Lead, world, who, "lead") if start <= row.received_at < end]
    counts = [
        len(leads),
        sum(
            row.first_contact_at is not None or row.status in ("contacted", "qualified", "converted")
            for row in leads
        ),
        sum(row.status in ("qualified", "converted") for row in leads),
        sum(row.status == "converted" for row in leads),
    ]
    steps = world.company[who].client.read("/funnel", **params)["leads"]["steps"]
    assert [step["key"] for step in steps] == ["received", "contacted", "qualified", "converted"]
    assert [step["count"] for step in steps] == counts
    assert [step["conversion"] for step in steps] == [
        None,
        *(in_basis_points(now, before) for before, now in pairwise(counts)),
    ]


def furthest(deal, stages):
    """The last step on the way to a win at which this deal ever stood; -1 for one that only ever was lost."""
    way = [stage.pk for stage in stages if stage.kind != "lost"]
    been = StageEntry.objects.filter(opportunity=deal).values_list("stage_id", flat=True)
    return max((way.index(stage_id) for stage_id in been if stage_id in way), default=-1)


def test_deals_are_followed_to_the_furthest_stage_they_ever_reached(world):
    for case in each_reader_and_span():
        check_deal_steps(world, *case)


def check_deal_steps(world, who, params, start, end):
    deals = [row for row in rows(Opportunity, world, who, "opportunity") if start <= row.created_at < end]
    reached = [furthest(deal, world.stages) for deal in deals]
    counts = [sum(far >= place for far in reached) for place in range(6)]
    steps = world.company[who].client.read("/funnel", **params)["opportunities"]["steps"]
    assert [step["kind"] for step in steps] == ["open"] * 5 + ["won"]
    assert [step["count"] for step in steps] == counts
    assert [step["conversion"] for step in steps] == [
        None,
        *(in_basis_points(now, before) for before, now in pairwise(counts)),
    ]


def test_time_in_stage_tells_the_mean_and_within_which_days_half_and_most_left(world):
    for case in each_reader_and_span():
        check_stays(world, *case)


def check_stays(world, who, params, start, end):
    deals = {row.pk for row in rows(Opportunity, world, who, "opportunity") if start <= row.created_at < end}
    stays = {}
    for entry in StageEntry.objects.filter(left_at__isnull=False):
        if entry.opportunity_id in deals:
            seconds = int((entry.left_at - entry.entered_at).total_seconds())
            stays.setdefault(entry.stage_id, []).append(seconds)
    for step in world.company[who].client.read("/funnel", **params)["opportunities"]["steps"]:
        found = sorted(stays.get(step["stage_id"], []))
        assert step["stays"] == len(found)
        assert step["mean_days"] == (int(sum(found) / len(found) / 8_640 + 0.5) / 10 if found else None)
        assert step["half_within_days"] == (recount.day_bound(found, 0.5) if found else None)
        assert step["most_within_days"] == (recount.day_bound(found, 0.9) if found else None)


def test_what_stands_in_each_stage_now_does_not_depend_on_the_period(world):
    for who in READERS:
        check_standing(world, who)


def check_standing(world, who):
    client = world.company[who].client
    standing = client.read("/funnel")["opportunities"]["stages"]
    deals = rows(Opportunity, world, who, "opportunity")
    assert standing == client.read("/funnel", **SPANS["years"][0])["opportunities"]["stages"]
    for stage, told in zip(world.stages[:5], standing, strict=True):
        here = [row for row in deals if row.stage_id == stage.pk]
        amount = sum(row.amount_minor for row in here if row.currency == "CNY")
        assert (told["stage_id"], told["code"], told["percent"]) == (stage.pk, stage.code, stage.percent)
        assert (told["count"], told["amount_minor"]) == (len(here), amount)
        assert told["weighted_minor"] == (amount * stage.percent + 50) // 100


def test_wins_and_losses_are_those_closed_in_the_period(world):
    for case in each_reader_and_span():
        check_ends(world, *case)


def check_ends(world, who, params, start, end):
    part = world.company[who].client.read("/funnel", **params)["opportunities"]
    kinds = {stage.pk: stage.kind for stage in world.stages}
    counts = {}
    for kind in ("won", "lost"):
        closed = [
            row
            for row in rows(Opportunity, world, who, "opportunity")
            if row.closed_at and start <= row.closed_at < end and kinds[row.stage_id] == kind
        ]
        counts[kind] = len(closed)
        assert part[kind]["count"] == len(closed)
        assert part[kind]["amount_minor"] == sum(row.amount_minor for row in closed if row.currency == "CNY")
        if kind == "lost":
            assert {one["reason"]: one["count"] for one in part["reasons"]} == Counter(
                row.lost_reason for row in closed
            )
        else:
            days = [(row.closed_at - row.created_at).total_seconds() for row in closed]
            spent = sum(max(0, int(one)) for one in days)
            assert part["cycle_days"] == ((int(spent / len(days) / 8_640 + 0.5) / 10) if days else None)
    assert part["win_rate"] == in_basis_points(counts["won"], counts["won"] + counts["lost"])


def linked(funnel):
    """(number, link, column to sum) of everything in a funnel that opens records."""
    for step in (funnel["leads"] or {"steps": []})["steps"]:
        yield step["count"], step["link"], None
    deals = funnel["opportunities"]
    for step in deals["steps"]:
        yield step["count"], step["link"], None
        yield step["amount_minor"], step["amount_link"], "amount_minor"
    for one in deals["reasons"]:
        yield one["count"], one["link"], None
    for row in deals["rows"] or ():
        yield from linked_of_row(row, deals["steps"])
    for one in (*deals["stages"], deals["won"], deals["lost"]):
        yield one["count"], one["link"], None
        yield one["amount_minor"], one["amount_link"], "amount_minor"


def linked_of_row(row, steps):
    """A row names its lists; the screen adds which step or end is meant, as here."""

    def narrowed(link, **more):
        return {"path": link["path"], "params": {**link["params"], **more}}

    for step, count, amount in zip(steps, row["steps"], row["amounts_minor"], strict=True):
        reached = narrowed(row["opened"], reached_stage_id=step["stage_id"])
        yield count, reached, None
        yield amount, narrowed(reached, currency="CNY"), "amount_minor"
    for kind in ("won", "lost"):
        ended = narrowed(row["closed"], stage_kind=kind)
        yield row[kind], ended, None
        yield row[f"{kind}_minor"], narrowed(ended, currency="CNY"), "amount_minor"


@pytest.mark.parametrize("who", ["lead1", "boss", "finance"])
def test_every_number_opens_exactly_its_records(world, who):
    company = world.company
    narrowings = ({}, {"owner_id": company["sales1"].id}, {"unit_id": company.east.pk})
    for narrowed in narrowings:
        funnel = company[who].client.read("/funnel", **SPANS["years"][0], **narrowed)
        check_links(company[who].client, funnel)
    check_links(company[who].client, company[who].client.read("/funnel"))


@pytest.mark.parametrize("by", ["person", "team", "source", "month"])
def test_the_rows_of_a_funnel_add_up_to_it_and_open_their_records(world, by):
    ids = list(Opportunity.objects.order_by("pk").values_list("pk", flat=True))
    Opportunity.objects.filter(pk__in=ids[::3]).update(source="form")
    Opportunity.objects.filter(pk__in=ids[:4]).update(owner=None, unit=None)
    for who, narrowed in (
        ("boss", {}),
        ("manager", {}),
        ("sales1", {}),
        ("boss", {"unit_id": world.company.east.pk}),
    ):
        client = world.company[who].client
        funnel = client.read("/funnel", by=by, **{"from": "2025-01-15", "to": "2026-03-20"}, **narrowed)
        check_links(client, funnel)
        deals = funnel["opportunities"]
        for place, step in enumerate(deals["steps"]):
            assert sum(row["steps"][place] for row in deals["rows"]) == step["count"]
            assert sum(row["amounts_minor"][place] for row in deals["rows"]) == step["amount_minor"]
        for kind in ("won", "lost"):
            assert sum(row[kind] for row in deals["rows"]) == deals[kind]["count"]
            assert sum(row[f"{kind}_minor"] for row in deals["rows"]) == deals[kind]["amount_minor"]


def test_the_period_before_stands_beside_this_one(world):
    client = world.company["boss"].client
    march = client.read("/funnel", compare=True)
    february = client.read("/funnel", **SPANS["february"][0])
    assert march["previous"] == february["period"]
    now, then = march["opportunities"], february["opportunities"]
    assert [step["previous"] for step in now["steps"]] == [step["count"] for step in then["steps"]]
    assert [now[kind]["previous"] for kind in ("won", "lost")] == [
        then[kind]["count"] for kind in ("won", "lost")
    ]
    assert now["win_rate_before"] == then["win_rate"]
    days = client.read("/funnel", compare=True, **{"from": "2026-03-10", "to": "2026-03-20"})
    assert days["previous"] == {"first": "2026-02-28", "last": "2026-03-09"}


def check_links(client, funnel):
    for value, link, column in linked(funnel):
        found = recount.opened(client, link)
        assert (sum(row[column] for row in found) if column else len(found)) == value, link
    for step in funnel["opportunities"]["steps"]:
        ids = [row["id"] for row in recount.opened(client, step["stays_link"])]
        left = StageEntry.objects.filter(
            opportunity_id__in=ids, stage_id=step["stage_id"], left_at__isnull=False
        )
        assert (left.count(), len(ids)) == (step["stays"], left.values("opportunity_id").distinct().count())


def test_who_may_not_read_leads_gets_the_deals_alone(world):
    funnel = world.company["finance"].client.read("/funnel")
    assert funnel["leads"] is None
    assert funnel["opportunities"]["pipeline_id"] == world.pipeline.pk
    nothing = world.company["trainer"].client.read("/funnel")
    assert (nothing["leads"], nothing["opportunities"]) == (None, None)


def test_a_company_without_a_deal_yet_has_a_funnel(company):
    funnel = company["boss"].client.read("/funnel")
    assert [step["count"] for step in funnel["leads"]["steps"]] == [0, 0, 0, 0]
    assert [step["conversion"] for step in funnel["leads"]["steps"]] == [None] * 4
    assert funnel["period"] == {"first": "2026-03-01", "last": "2026-03-31"}


def test_periods_and_pipelines_that_cannot_be_are_refused(world):
    client = world.company["boss"].client
    backwards = {"from": "2026-03-02", "to": "2026-03-02"}
    assert client.problem("GET", "/funnel", backwards) == (422, "analytics.empty_period", "to")
    unknown = {"pipeline_id": 999_999}
    assert client.problem("GET", "/funnel", unknown) == (422, "core.not_found_here", "pipeline_id")
    for params in ({"from": "0001-01-01"}, {"to": "9999-12-31"}, {"from": "soon"}, {"period": "decade"}):
        status, _, field = client.problem("GET", "/funnel", params)
        assert (status, field) == (422, next(iter(params)))


def test_the_funnel_has_the_documented_shape(world):
    funnel = world.company["boss"].client.read("/funnel")
    schemas.Funnel.model_validate(funnel)
    assert set(funnel) == set(schemas.Funnel.model_fields)
    deals = funnel["opportunities"]
    assert set(deals) == set(schemas.DealFunnel.model_fields)
    assert set(deals["steps"][0]) == set(schemas.DealStep.model_fields)
    assert set(deals["stages"][0]) == set(schemas.StageStanding.model_fields)
    assert set(funnel["leads"]["steps"][0]) == set(schemas.LeadStep.model_fields)


def test_the_funnel_is_for_those_who_may_read_figures(company):
    assert ApiClient().problem("GET", "/funnel")[:2] == (401, "access.unauthenticated")
    assert company["agent"].client.problem("GET", "/funnel")[:2] == (403, "access.forbidden")


def test_more_records_cost_no_more_queries(world):
    actor = world.company["boss"].actor

    def cost():
        services.settle(actor=SYSTEM, now=NOW)
        return counted(lambda: queries.funnel(actor=actor, now=NOW))  # sums of blocks read before are kept

    Opportunity.objects.update(created_at=NOW - timedelta(days=400))
    before = cost()
    Opportunity.objects.update(created_at=NOW - timedelta(days=1))
    assert cost() == before
    assert before <= 9
