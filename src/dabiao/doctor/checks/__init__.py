"""Every check, in the order in which a person would look: people, records, deals, money, history, machinery."""

from dabiao.doctor.checks import (
    agreement,
    customers,
    exports,
    fields,
    files,
    funnel,
    history,
    holding,
    identity,
    imports,
    leads,
    machinery,
    money,
    opportunities,
    org,
    search,
)
from dabiao.doctor.findings import Check, Look

ALL: tuple[Check | Look, ...] = (
    *org.CHECKS,
    *holding.CHECKS,
    *leads.CHECKS,
    *customers.CHECKS,
    *identity.CHECKS,
    *opportunities.CHECKS,
    *money.CHECKS,
    *agreement.CHECKS,
    *history.CHECKS,
    *imports.CHECKS,
    *exports.CHECKS,
    *fields.CHECKS,
    *files.CHECKS,
    *machinery.CHECKS,
    *search.CHECKS,
    *funnel.CHECKS,
)
