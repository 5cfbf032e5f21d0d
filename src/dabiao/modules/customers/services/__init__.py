"""Writes of customers and contacts, one file per use case."""

from dabiao.modules.customers.services.assigning import assign, transfer
from dabiao.modules.customers.services.completing import (
    RECOUNT,
    forget_field,
    recount_after,
    require,
)
from dabiao.modules.customers.services.contacts import create_contact, edit_contact, reveal_contact
from dabiao.modules.customers.services.creating import create
from dabiao.modules.customers.services.editing import edit
from dabiao.modules.customers.services.importing import CUSTOMER_IMPORT
from dabiao.modules.customers.services.revealing import reveal
from dabiao.modules.customers.services.touching import (
    recount,
    set_open_opportunities,
    set_open_opportunities_of,
    touch,
)

__all__ = [
    "CUSTOMER_IMPORT",
    "RECOUNT",
    "assign",
    "create",
    "create_contact",
    "edit",
    "edit_contact",
    "forget_field",
    "recount",
    "recount_after",
    "require",
    "reveal",
    "reveal_contact",
    "set_open_opportunities",
    "set_open_opportunities_of",
    "touch",
    "transfer",
]
