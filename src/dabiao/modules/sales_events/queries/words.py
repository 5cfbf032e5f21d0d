"""Which event brought a record, as conditions on deals, contracts and receipts ask it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.conditions.terms import Choice, Term, Word
from dabiao.modules.sales_events.enums import DealKind
from dabiao.modules.sales_events.models import Deal, SalesEvent
from dabiao.modules.sales_events.queries.reach import visible_to


def events_in_words(_: str) -> Sequence[Choice]:
    return list(SalesEvent.objects.order_by("-starts_at", "-pk").values_list("pk", "name"))


def events_known_to(actor: Actor) -> Sequence[Choice]:
    """Whoever writes a condition picks among the events that they may see."""
    return list(visible_to(actor).order_by("-starts_at", "-pk").values_list("pk", "name"))


class _Credited:
    def __init__(self, kind: DealKind) -> None:
        self._deals = Deal.objects.filter(kind=kind)

    def where(self, passes: Callable[[Any], bool], now: datetime) -> Q:  # noqa: ARG002 as all that is reckoned
        meant = [id for id in SalesEvent.objects.values_list("pk", flat=True) if passes([id])]
        return Q(pk__in=self._deals.filter(event_id__in=meant).values("ref_id"))

    def reader(self, now: datetime) -> Callable[[Any], list[int]]:  # noqa: ARG002
        return lambda row: list(self._deals.filter(ref_id=row.pk).values_list("event_id", flat=True))


def words_of(kind: DealKind) -> list[Word]:
    return [
        Term(
            "sales_events",
            "multi",
            "",
            label="fields.sales_event.credited",
            choices=events_in_words,
            offered=events_known_to,
            numbered=True,
            reckoned=_Credited(kind),
        )
    ]
