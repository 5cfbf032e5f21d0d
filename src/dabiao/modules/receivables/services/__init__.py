"""Writes of plans, receipts and refunds. Each locks its contract's row, so a contract's money has one order."""

from dabiao.modules.receivables.rules import Due
from dabiao.modules.receivables.services.planning import follow_amount, plan
from dabiao.modules.receivables.services.receiving import receive
from dabiao.modules.receivables.services.refunding import refund

__all__ = ["Due", "follow_amount", "plan", "receive", "refund"]
