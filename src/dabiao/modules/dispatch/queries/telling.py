"""Whether a warning reached whoever it was for."""

from collections.abc import Sequence

from dabiao.core.notifications import receipts
from dabiao.modules.dispatch.models import Stint

WARNING = "dispatch.clock_warning"


def delivered_warnings(stints: Sequence[Stint]) -> set[int]:
    """Those of these turns whose warning was delivered before the clock ran out."""
    warned = {_key(stint): stint for stint in stints if stint.warned_at is not None}
    reached = receipts.delivered_at(warned)
    return {
        stint.pk
        for key, stint in warned.items()
        if stint.due_at is not None
        and (at := reached.get((stint.user_id, key))) is not None
        and at <= stint.due_at
    }


def _key(stint: Stint) -> str:
    return receipts.key_of(WARNING, ("lead", stint.lead_id), stint.pk)
