"""Who holds records: nobody who left, and always together with a unit."""

# ruff: noqa: S608 - the pieces put together are constants of this file

from dabiao.doctor.findings import Check

# kind → (table, which rows are live)
LIVE = {
    "lead": ("leads_lead", "r.status NOT IN ('converted', 'invalid')"),
    "customer": ("customers_customer", "1 = 1"),
    "opportunity": ("opportunities_opportunity", "r.closed_at IS NULL"),
    "contract": ("contracts_contract", "r.status <> 'cancelled'"),
}


def _of_departed(kind: str, table: str, live: str) -> Check:
    return Check(
        f"{kind}.held_by_departed",
        f"""
        SELECT r.id FROM {table} r JOIN org_employee e ON e.user_id = r.owner_id
        WHERE e.status = 'left' AND {live}
        """,
        f"A live {kind} belongs to somebody who left, so nobody works on it.",
        "Assign it to a colleague.",
    )


def _without_unit(kind: str, table: str) -> Check:
    return Check(
        f"{kind}.owner_without_unit",
        f"SELECT id FROM {table} WHERE owner_id IS NOT NULL AND unit_id IS NULL",
        f"A {kind} has an owner but no unit, so leaders of teams and branches do not see it.",
        "Assign it to its owner anew, or set unit_id to the owner's unit.",
    )


CHECKS = (
    *(_of_departed(kind, table, live) for kind, (table, live) in LIVE.items()),
    *(_without_unit(kind, table) for kind, (table, _) in LIVE.items()),
)
