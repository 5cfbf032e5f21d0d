from datetime import datetime

from django.apps import AppConfig

from dabiao.core.actor import Actor


class VisitsConfig(AppConfig):
    name = "dabiao.modules.visits"
    label = "visits"

    def ready(self) -> None:
        from dabiao.core import figures, subjects
        from dabiao.modules.activities.queries import add_source
        from dabiao.modules.visits import queries
        from dabiao.modules.visits.models import Visit
        from dabiao.modules.visits.queries.calendar import entries
        from dabiao.modules.visits.queries.figures import PREFIX, Visits

        subjects.register(
            subjects.Subject(
                kind="visit",
                model=Visit,
                visible_to=queries.visible_to,
                title=lambda visit: visit.purpose,
                title_field="purpose",
                proves=True,
                transfer=_transfer,
                holdings=queries.holdings,
            )
        )
        figures.register(PREFIX, Visits())
        add_source("visit", entries)


def _transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
    from dabiao.modules.visits import services

    return services.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)
