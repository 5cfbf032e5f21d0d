"""What the marks of sums by day cost whoever writes: the same updates with their triggers and without, in turns."""

from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from django.db import connection, transaction

from bench import _spending

RECORDS, TIMES, TURNS = 100, 10, 5  # each of so many records so often in one transaction
CHANGES = {
    "lead": ("leads_lead", "cost_minor"),
    "deal": ("opportunities_opportunity", "amount_minor"),
    "contract": ("contracts_contract", "amount_minor"),
}


def per_thousand(company: Any) -> dict[str, dict[str, float]]:
    """Milliseconds of processor, the database's with ours, of 1,000 updates of one row each. Contracts are signed and their
    deals won: each has its lines in the ledger."""
    from dabiao.core.upkeep import triggers
    from dabiao.modules.activities.tests.builders import a_lead
    from dabiao.modules.contracts.tests.builders import a_won_contract

    seller = company["sales1"]
    contracts = [a_won_contract(seller) for _ in range(RECORDS)]
    ids: dict[str, list[Any]] = {
        "lead": [a_lead(seller).pk for _ in range(RECORDS)],
        "deal": [one.opportunity_id for one in contracts],
        "contract": [one.pk for one in contracts],
    }
    taken: dict[str, dict[str, list[float]]] = {what: {"with": [], "without": []} for what in CHANGES}
    for _ in range(TURNS):
        for what in CHANGES:
            taken[what]["with"].append(_cpu(partial(_change, *CHANGES[what], ids[what])))
        triggers._drop("tally")
        for what in CHANGES:
            taken[what]["without"].append(_cpu(partial(_change, *CHANGES[what], ids[what])))
        triggers.put_back()
    return {what: {how: round(median(all_), 1) for how, all_ in of.items()} for what, of in taken.items()}


def _change(table: str, column: str, ids: list[Any]) -> None:
    """Nothing of it stays: each turn finds the same."""
    with transaction.atomic(), connection.cursor() as cursor:
        for _ in range(TIMES):
            for id in ids:
                cursor.execute(f"UPDATE {table} SET {column} = {column} + 1 WHERE id = %s", [id])
        transaction.set_rollback(True)


def _cpu(work: Callable[[], None]) -> float:
    before = _spending.spent()
    work()
    return (sum(_spending.spent()) - sum(before)) * 1000
