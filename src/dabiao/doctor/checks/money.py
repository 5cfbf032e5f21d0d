"""Money adds up: contract, plan, receipts, allocations."""

# ruff: noqa: S608 - the pieces put together are constants of this file

from dabiao.doctor.findings import Check

_SUM = "COALESCE((SELECT SUM({what}) FROM {table} WHERE {where}), 0)"


def _sum(what: str, table: str, where: str) -> str:
    return _SUM.format(what=what, table=table, where=where)


_RECEIPTS = _sum("r.amount_minor", "receivables_receipt r", "r.contract_id = c.id")
_REFUNDS_OF_CONTRACT = _sum(
    "f.amount_minor",
    "receivables_refund f JOIN receivables_receipt r ON r.id = f.receipt_id",
    "r.contract_id = c.id",
)
_PLANNED = _sum("i.amount_minor", "receivables_instalment i", "i.contract_id = c.id")
_REFUNDS = _sum("f.amount_minor", "receivables_refund f", "f.receipt_id = r.id")
_LAID_OUT = _sum("a.amount_minor", "receivables_allocation a", "a.receipt_id = r.id")
_ON_LINES = _sum(
    "a.amount_minor", "receivables_allocation a", "a.receipt_id = r.id AND a.instalment_id IS NOT NULL"
)
_ADVANCE = _sum(
    "a.amount_minor", "receivables_allocation a", "a.receipt_id = r.id AND a.instalment_id IS NULL"
)
_PAID = _sum("a.amount_minor", "receivables_allocation a", "a.instalment_id = i.id")

CHECKS = (
    Check(
        "contract.received",
        f"SELECT c.id FROM contracts_contract c WHERE c.received_minor <> {_RECEIPTS} - {_REFUNDS_OF_CONTRACT}",
        "What a contract has received is not its receipts less its refunds.",
        "Set received_minor to that difference.",
    ),
    Check(
        "contract.fulfilled_by_money",
        """
        SELECT id FROM contracts_contract WHERE status IN ('signed', 'fulfilled')
        AND (status = 'fulfilled') <> (received_minor > 0 AND received_minor >= amount_minor)
        """,
        "A contract counts as fulfilled without its money, or has all its money and does not.",
        "Set status to 'fulfilled' or 'signed' accordingly.",
    ),
    Check(
        "contract.of_other_customer",
        """
        SELECT c.id FROM contracts_contract c JOIN opportunities_opportunity o ON o.id = c.opportunity_id
        WHERE o.customer_id <> c.customer_id
        """,
        "A contract and its opportunity belong to different customers.",
        "Unlink the opportunity, or correct the customer of one of them.",
    ),
    Check(
        "contract.other_currency",
        """
        SELECT c.id FROM contracts_contract c JOIN opportunities_opportunity o ON o.id = c.opportunity_id
        WHERE o.currency <> c.currency
        """,
        "A contract and its opportunity are in different currencies, so forecast and revenue do not compare.",
        "Correct the currency of the opportunity.",
    ),
    Check(
        "contract.plan_differs",
        f"""
        SELECT c.id FROM contracts_contract c WHERE c.amount_minor <> {_PLANNED}
        AND EXISTS (SELECT 1 FROM receivables_instalment i WHERE i.contract_id = c.id)
        """,
        "The instalments of a contract do not sum to its amount.",
        "Plan the contract anew.",
    ),
    Check(
        "receipt.refunded",
        f"SELECT r.id FROM receivables_receipt r WHERE r.refunded_minor <> {_REFUNDS}",
        "What went back of a receipt is not the sum of its refunds.",
        "Set refunded_minor to that sum.",
    ),
    Check(
        "receipt.not_laid_out",
        f"SELECT r.id FROM receivables_receipt r WHERE {_LAID_OUT} <> r.amount_minor - r.refunded_minor",
        "The allocations of a receipt do not sum to what is kept of it.",
        "Plan its contract anew: that lays all money out again.",
    ),
    Check(
        "receipt.parts",
        f"""
        SELECT r.id FROM receivables_receipt r
        WHERE r.allocated_minor <> {_ON_LINES} OR r.advance_minor <> {_ADVANCE}
        """,
        "What a receipt says lies on instalments, or waits as advance, is not what its allocations say.",
        "Plan its contract anew: that lays all money out again.",
    ),
    Check(
        "instalment.allocated",
        f"SELECT i.id FROM receivables_instalment i WHERE i.allocated_minor <> {_PAID}",
        "What is paid of an instalment is not the sum of its allocations.",
        "Plan its contract anew: that lays all money out again.",
    ),
    Check(
        "allocation.across_contracts",
        """
        SELECT a.id FROM receivables_allocation a
        JOIN receivables_receipt r ON r.id = a.receipt_id
        JOIN receivables_instalment i ON i.id = a.instalment_id
        WHERE i.contract_id <> r.contract_id
        """,
        "Money of one contract pays for an instalment of another.",
        "Plan both contracts anew.",
    ),
)
