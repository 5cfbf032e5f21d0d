"""What makes a submission suspected. Whoever is wronged is asked to press once more, or found among what is kept apart."""

import re
from collections.abc import Mapping

from dabiao.modules.forms.enums import Suspicion
from dabiao.modules.forms.rules.tickets import GOOD_FOR, Ticket

MOST_LINKS = 2
_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)


def suspicion(
    ticket: Ticket | None, *, trap: str, values: Mapping[str, str], fill_seconds: int, moment: float
) -> Suspicion:
    """By what nobody can see, by time, and by what is advertised."""
    if trap:
        return Suspicion.TRAP
    if ticket is None or not 0 <= moment - ticket.issued <= GOOD_FOR:
        return Suspicion.NO_TICKET
    if moment - ticket.issued < fill_seconds:
        return Suspicion.TOO_FAST
    if sum(len(_LINK.findall(text)) for text in values.values()) > MOST_LINKS:
        return Suspicion.LINKS
    return Suspicion.NONE


# who is only too quick, or stayed too long, is asked to press once more; others are thanked and told nothing
ASKED_AGAIN = (Suspicion.TOO_FAST, Suspicion.NO_TICKET)
