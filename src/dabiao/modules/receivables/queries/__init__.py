"""Reads of plans and receipts. Each starts from what the actor may see of their contracts."""

from dabiao.modules.contracts.queries import Figure
from dabiao.modules.receivables.queries.columns import condition as receipt_condition
from dabiao.modules.receivables.queries.figures import (
    Collection,
    due_between,
    overdue_at,
    received_between,
    refunded_between,
)
from dabiao.modules.receivables.queries.instalments import (
    instalment_condition,
    instalment_export,
    instalments,
    plan_of,
)
from dabiao.modules.receivables.queries.reach import (
    instalments_visible_to,
    owed_of,
    receipts_visible_to,
    refunds_visible_to,
    with_contract_shares,
)
from dabiao.modules.receivables.queries.receipts import (
    RECEIPT_CHOICES,
    RECEIPTS,
    exportable_receipts,
    receipt,
    receipts,
)
from dabiao.modules.receivables.queries.summary import summary
from dabiao.modules.receivables.queries.vocabulary import INSTALMENT_WORDS, OF_CONTRACT, RECEIPT_WORDS

__all__ = [
    "INSTALMENT_WORDS",
    "OF_CONTRACT",
    "RECEIPTS",
    "RECEIPT_CHOICES",
    "RECEIPT_WORDS",
    "Collection",
    "Figure",
    "due_between",
    "exportable_receipts",
    "instalment_condition",
    "instalment_export",
    "instalments",
    "instalments_visible_to",
    "overdue_at",
    "owed_of",
    "plan_of",
    "receipt",
    "receipt_condition",
    "receipts",
    "receipts_visible_to",
    "received_between",
    "refunded_between",
    "refunds_visible_to",
    "summary",
    "with_contract_shares",
]
