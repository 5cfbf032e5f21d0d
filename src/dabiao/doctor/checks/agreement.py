"""Deals, contracts and money that tell different stories (K4). Nothing is broken: a person decides what is true."""

# ruff: noqa: S608 - the pieces put together are constants of this file

from dabiao.doctor.findings import Check, Severity

_DECIDE = "Ask the owner which of the two is right and correct the other."
_IN_FORCE = (
    "SELECT 1 FROM contracts_contract c WHERE c.opportunity_id = o.id AND c.status IN ('signed', 'fulfilled')"
)


def _deals(where: str) -> str:
    return f"""
        SELECT o.id FROM opportunities_opportunity o JOIN opportunities_stage s ON s.id = o.stage_id WHERE {where}
    """


CHECKS = (
    Check(
        "deal.won_without_proof",
        _deals(f"s.kind = 'won' AND NOT EXISTS ({_IN_FORCE})"),
        "An opportunity counts as won with neither a contract in force nor, therefore, a payment.",
        _DECIDE,
        Severity.NOTICE,
    ),
    Check(
        "deal.signed_but_not_won",
        _deals(f"s.kind <> 'won' AND EXISTS ({_IN_FORCE})"),
        "An opportunity is open or lost though its contract is signed.",
        _DECIDE,
        Severity.NOTICE,
    ),
    Check(
        "deal.paid_but_not_won",
        _deals(f"s.kind <> 'won' AND EXISTS ({_IN_FORCE} AND c.received_minor > 0)"),
        "An opportunity is open or lost though a payment came in.",
        _DECIDE,
        Severity.NOTICE,
    ),
    Check(
        "deal.contract_cancelled",
        """
        SELECT c.id FROM contracts_contract c
        JOIN opportunities_opportunity o ON o.id = c.opportunity_id
        JOIN opportunities_stage s ON s.id = o.stage_id
        WHERE c.status = 'cancelled' AND s.kind = 'won'
        """,
        "A contract was cancelled and its opportunity still counts as won.",
        _DECIDE,
        Severity.NOTICE,
    ),
    Check(
        "deal.all_refunded",
        """
        SELECT c.id FROM contracts_contract c
        WHERE c.status IN ('signed', 'fulfilled') AND c.received_minor = 0
        AND EXISTS (SELECT 1 FROM receivables_receipt r WHERE r.contract_id = c.id)
        """,
        "All money of a contract in force was refunded.",
        "Cancel the contract, or note what is still to come.",
        Severity.NOTICE,
    ),
)
