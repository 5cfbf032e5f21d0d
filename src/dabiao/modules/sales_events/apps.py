from datetime import datetime
from functools import partial

from django.apps import AppConfig

from dabiao.core.actor import Actor


class SalesEventsConfig(AppConfig):
    name = "dabiao.modules.sales_events"
    label = "sales_events"

    def ready(self) -> None:
        from dabiao.core import figures, subjects
        from dabiao.core.conditions import vocabulary
        from dabiao.modules.sales_events import queries
        from dabiao.modules.sales_events.enums import DealKind
        from dabiao.modules.sales_events.models import SalesEvent
        from dabiao.modules.sales_events.queries.offered import PREFIX, EventFigures
        from dabiao.modules.sales_events.queries.words import words_of

        figures.register(PREFIX, EventFigures())
        for kind in DealKind:
            vocabulary.extend(kind, partial(words_of, kind))
        subjects.register(
            subjects.Subject(
                kind="sales_event",
                model=SalesEvent,
                visible_to=queries.visible_to,
                title=str,
                transfer=_transfer,
                holdings=queries.holdings,
            )
        )


def _transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
    from dabiao.modules.sales_events import services

    return services.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)
