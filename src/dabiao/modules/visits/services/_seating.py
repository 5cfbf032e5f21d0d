"""Who takes part in a visit, as rows and as shares that open it to them."""

from collections.abc import Mapping
from datetime import datetime

from dabiao.core.access import services as access
from dabiao.core.errors import Invalid
from dabiao.modules.org import queries as org
from dabiao.modules.visits.enums import VisitPart
from dabiao.modules.visits.models import Participant, Visit

SOURCE = "visit"


def parts_before(visit: Visit) -> dict[int, str]:
    return dict(Participant.objects.filter(visit=visit).order_by("pk").values_list("user_id", "part"))


def seat(visit: Visit, parts: Mapping[int, str], now: datetime) -> list[int]:
    """Write who takes part and open the visit to them; returns who did not before, the owner left out."""
    for part in parts.values():
        if part not in VisitPart.values:
            raise Invalid(
                "core.not_a_choice", field="participants", value=part, known=", ".join(VisitPart.values)
            )
    before = parts_before(visit)
    fresh = [id for id in parts if id not in before]
    if fresh:
        org.holders(fresh, field="participants")
    Participant.objects.filter(visit=visit).delete()
    Participant.objects.bulk_create(
        Participant(visit=visit, user_id=user_id, part=part) for user_id, part in parts.items()
    )
    added = [id for id in fresh if id != visit.owner_id]
    for user_id in added:
        access.open_as(SOURCE, kind="visit", object_id=visit.pk, user_id=user_id, level="team", now=now)
    return added
