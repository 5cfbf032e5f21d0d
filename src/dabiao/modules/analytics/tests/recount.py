"""The same figures counted again from the bare rows, sharing no code with what is tested."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dabiao.modules.activities.models import Activity
from dabiao.modules.analytics.tests.world import FEBRUARY, MARCH, SAME_MOMENT, World
from dabiao.modules.contracts.models import Contract
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.receivables.models import Instalment, Receipt
from dabiao.testing.people import NOW, ApiClient

Mine = Callable[[Any], bool]
TODAY = date(2026, 3, 18)
LIVE = ("new", "assigned", "contacted", "qualified")


def in_sight(world: World, who: str, kind: str) -> Mine:
    """Whether this person of the test company sees a row of a kind, said in plain words."""
    company = world.company
    east = {company.east.pk, company.team1.pk, company.team2.pk}
    if who in ("ops", "boss", "finance", "inspector"):
        return lambda row: True
    claims_above = {
        "lead1": {company.root.pk, company.east.pk, company.team1.pk},
        "manager": {company.root.pk, company.east.pk},
        "sales1": {company.root.pk, company.east.pk, company.team1.pk},
        "sales3": {company.root.pk, company.south.pk, company.team3.pk},
    }[who]

    def seen(row: Any) -> bool:
        if row.owner_id == company[who].id:
            return True
        if kind == "lead" and row.owner_id is None and row.unit_id in claims_above:
            return True
        if who == "lead1":
            return row.unit_id == company.team1.pk
        return who == "manager" and row.unit_id in east

    return seen


def figures(keep: Callable[[str], Mine]) -> dict[str, int]:
    """Every number of the boards over the rows that `keep(kind)` keeps."""
    leads = [row for row in Lead.objects.all() if keep("lead")(row)]
    deals = [row for row in Opportunity.objects.select_related("stage") if keep("opportunity")(row)]
    contracts = [row for row in Contract.objects.all() if keep("contract")(row)]
    lines = Instalment.objects.select_related("contract")
    receipts = Receipt.objects.select_related("contract")
    return {
        **_of_leads(leads),
        **_of_deals(deals),
        **_of_contracts(contracts),
        **_of_money(
            [row for row in lines if keep("contract")(row.contract)],
            [row for row in receipts if keep("contract")(row.contract)],
        ),
    }


def _of_leads(leads: list[Lead]) -> dict[str, int]:
    month = [row for row in leads if row.received_at >= MARCH]
    in_time = timedelta(minutes=5)
    return {
        "leads_received": len(month),
        "leads_received_before": sum(FEBRUARY <= row.received_at < SAME_MOMENT for row in leads),
        "leads_waiting": sum(row.status in LIVE and row.first_contact_at is None for row in leads),
        "leads_assigned": sum(row.assigned_at is not None for row in month),
        "leads_in_time": sum(
            bool(
                row.assigned_at and row.first_contact_at and row.first_contact_at - row.assigned_at <= in_time
            )
            for row in month
        ),
        "leads_converted": sum(row.status == "converted" for row in month),
        "leads_open": sum(row.status in LIVE for row in leads),
        "leads_untouched": sum(
            row.status in LIVE
            and row.first_contact_at is None
            and row.assigned_at is not None
            and row.assigned_at < NOW - timedelta(hours=24)
            for row in leads
        ),
    }


def _of_deals(deals: list[Opportunity]) -> dict[str, int]:
    standing = [row for row in deals if row.stage.kind == "open"]
    main = [row for row in standing if row.currency == "CNY"]
    by_stage: dict[int, int] = {}
    for row in main:
        by_stage[row.stage.percent] = by_stage.get(row.stage.percent, 0) + row.amount_minor
    return {
        "opportunities_open": len(standing),
        "opportunities_amount": sum(row.amount_minor for row in main),
        "opportunities_weighted": sum((amount * percent + 50) // 100 for percent, amount in by_stage.items()),
        "opportunities_late": sum(
            bool(row.expected_win_on and row.expected_win_on < TODAY) for row in standing
        ),
        "opportunities_slipping": sum(slips(row) for row in standing),
        **_of_wins([row for row in deals if row.stage.kind == "won"]),
    }


def slips(row: Opportunity) -> bool:
    """Past its day, put off twice, cut in amount, or untouched since before the night to the fourth of March."""
    passed = row.expected_win_on is not None and row.expected_win_on < TODAY
    quiet = (row.last_contact_at or row.created_at) < datetime(2026, 3, 3, 16, 0, tzinfo=UTC)
    return passed or row.pushes >= 2 or row.amount_cut_minor > 0 or quiet


def _of_wins(won: list[Opportunity]) -> dict[str, int]:
    now = [row for row in won if row.closed_at >= MARCH]
    before = [row for row in won if FEBRUARY <= row.closed_at < SAME_MOMENT]
    return {
        "won_count": len(now),
        "won_count_before": len(before),
        "won_amount": sum(row.amount_minor for row in now if row.currency == "CNY"),
        "won_amount_before": sum(row.amount_minor for row in before if row.currency == "CNY"),
    }


def contacts(keep: Callable[[str], Mine]) -> dict[str, int]:
    """Contacts that took place today, and since Monday, by whom one may look at."""
    made = [row.occurred_at for row in Activity.objects.filter(removed_at=None) if keep("activity")(row)]
    return {
        "contacts_made_today": sum(at >= datetime(2026, 3, 17, 16, 0, tzinfo=UTC) for at in made),
        "contacts_made_week": sum(at >= datetime(2026, 3, 15, 16, 0, tzinfo=UTC) for at in made),
    }


def _of_contracts(contracts: list[Contract]) -> dict[str, int]:
    signed = [row for row in contracts if row.status in ("signed", "fulfilled") and row.signed_on]
    now = [row for row in signed if row.signed_on.strftime("%Y-%m") == "2026-03"]
    before = [row for row in signed if date(2026, 2, 1) <= row.signed_on <= date(2026, 2, 18)]
    return {
        "signed_count": len(now),
        "signed_count_before": len(before),
        "signed_amount": sum(row.amount_minor for row in now if row.currency == "CNY"),
        "signed_amount_before": sum(row.amount_minor for row in before if row.currency == "CNY"),
    }


def _of_money(lines: list[Instalment], receipts: list[Receipt]) -> dict[str, int]:
    late = [
        row
        for row in lines
        if row.contract.currency == "CNY"
        and row.contract.status == "signed"
        and row.due_on < TODAY
        and row.allocated_minor < row.amount_minor
    ]
    paid = [row for row in receipts if row.contract.currency == "CNY"]
    now = [row for row in paid if row.received_on.strftime("%Y-%m") == "2026-03"]
    before = [row for row in paid if date(2026, 2, 1) <= row.received_on <= date(2026, 2, 18)]
    return {
        "received_amount": sum(row.amount_minor - row.refunded_minor for row in now),
        "received_amount_before": sum(row.amount_minor - row.refunded_minor for row in before),
        "overdue_count": len(late),
        "overdue_amount": sum(row.amount_minor - row.allocated_minor for row in late),
    }


def due(keep: Callable[[str], Mine]) -> dict[str, int]:
    leads = [row for row in Lead.objects.filter(owner__isnull=False, status__in=LIVE) if keep("lead")(row)]
    deals = [row for row in Opportunity.objects.filter(closed_at=None) if keep("opportunity")(row)]
    moments = [row.next_contact_at for row in (*leads, *deals) if row.next_contact_at]
    tonight = TODAY.strftime("%Y-%m-%d") + "T16:00"
    return {
        "contacts_overdue": sum(moment < NOW for moment in moments),
        "contacts_today": sum(moment >= NOW and moment.isoformat() < tonight for moment in moments),
    }


def opened(client: ApiClient, link: dict[str, Any]) -> list[dict[str, Any]]:
    """All records that a link opens, page by page, over the API."""
    rows, cursor = [], ""
    while cursor is not None:
        found = client.read(link["path"], **{**link["params"], "limit": 100, "cursor": cursor})
        rows += found["items"]
        cursor = found["next"]
    return rows


def summed(key: str, rows: list[dict[str, Any]]) -> int:
    """What the records behind a figure come to."""
    if key.startswith(("opportunities_amount", "signed_amount", "won_amount", "drafts_amount")):
        return sum(row["amount_minor"] for row in rows)
    if key.startswith("received_amount"):
        return sum(row["amount_minor"] - row["refunded_minor"] for row in rows)
    if key == "overdue_amount":
        return sum(row["amount_minor"] - row["paid_minor"] for row in rows)
    if key == "opportunities_weighted":
        by_percent: dict[int, int] = {}
        for row in rows:
            by_percent[row["percent"]] = by_percent.get(row["percent"], 0) + row["amount_minor"]
        return sum((amount * percent + 50) // 100 for percent, amount in by_percent.items())
    return len(rows)


def day_bound(seconds: list[int], part: float) -> int | None:
    """The least of the told bounds, in days, within which this part of the stays ended; None: longer than any."""
    told = (1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 365)
    within = (days for days in told if sum(one <= days * 86_400 for one in seconds) >= part * len(seconds))
    return next(within, None)
