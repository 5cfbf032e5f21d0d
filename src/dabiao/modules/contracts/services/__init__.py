"""Writes of contracts: each one transaction with its event."""

from dabiao.modules.contracts.services.assigning import assign, transfer
from dabiao.modules.contracts.services.creating import create
from dabiao.modules.contracts.services.deciding import cancel, set_received, sign
from dabiao.modules.contracts.services.editing import edit

__all__ = ["assign", "cancel", "create", "edit", "set_received", "sign", "transfer"]
