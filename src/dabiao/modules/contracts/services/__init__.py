"""Writes of contracts: each one transaction with its event."""

from dabiao.modules.contracts.services.assigning import assign, transfer
from dabiao.modules.contracts.services.creating import create
from dabiao.modules.contracts.services.deciding import cancel, set_received, sign
from dabiao.modules.contracts.services.editing import edit
from dabiao.modules.contracts.services.exporting import Export, export

__all__ = ["Export", "assign", "cancel", "create", "edit", "export", "set_received", "sign", "transfer"]
