"""What can be found: one entry for every record, with the owner and unit that the record has."""

from dabiao.doctor.findings import Check

_MEND = "Write the entries anew: DELETE FROM search_built, then dabiao migrate."
# kind → its number, where it lies, whose it is, and whose unit
_KINDS = {
    "lead": (1, "leads_lead t", "t.owner_id", "t.unit_id"),
    "customer": (2, "customers_customer t", "t.owner_id", "t.unit_id"),
    "contact": (
        3,
        "customers_contact t JOIN customers_customer c ON c.id = t.customer_id",
        "c.owner_id",
        "c.unit_id",
    ),
    "opportunity": (4, "opportunities_opportunity t", "t.owner_id", "t.unit_id"),
    "contract": (5, "contracts_contract t", "t.owner_id", "t.unit_id"),
}


def _differs(number: int, table: str, owner: str, unit: str) -> str:
    return f"""
        SELECT t.id FROM {table} LEFT JOIN search_entry e ON e.id = t.id * 32 + {number}
        WHERE e.id IS NULL OR COALESCE(e.owner_id, 0) <> COALESCE({owner}, 0)
            OR COALESCE(e.unit_id, 0) <> COALESCE({unit}, 0)
        """  # noqa: S608 - names from above


def _left_over(number: int, table: str) -> str:
    return f"""
        SELECT e.id FROM search_entry e
        WHERE e.id - e.id / 32 * 32 = {number} AND NOT EXISTS (SELECT 1 FROM {table} WHERE t.id = e.id / 32)
        """  # noqa: S608 - names from above


CHECKS = (
    *(
        Check(
            f"search.{kind}_not_as_it_is",
            _differs(*facts),
            f"A {kind} has no search entry, or one of another owner or unit, so that some who may see it cannot find it.",
            _MEND,
        )
        for kind, facts in _KINDS.items()
    ),
    *(
        Check(
            f"search.{kind}_is_gone",
            _left_over(number, table.split(" JOIN ")[0]),
            f"A search entry stands for a {kind} that does not exist any more.",
            _MEND,
        )
        for kind, (number, table, _, _) in _KINDS.items()
    ),
)
