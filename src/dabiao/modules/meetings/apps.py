from datetime import datetime

from django.apps import AppConfig

from dabiao.core.actor import Actor


class MeetingsConfig(AppConfig):
    name = "dabiao.modules.meetings"
    label = "meetings"

    def ready(self) -> None:
        from dabiao.core import figures, subjects
        from dabiao.modules.activities import queries as activities
        from dabiao.modules.meetings import queries
        from dabiao.modules.meetings.models import Meeting
        from dabiao.modules.meetings.queries.figures import Held

        figures.register("meeting", Held())
        activities.add_source("meeting", queries.on_calendar)
        subjects.register(
            subjects.Subject(
                kind="meeting",
                model=Meeting,
                visible_to=queries.visible_to,
                title=str,
                title_field="title",
                transfer=_transfer,
                holdings=queries.holdings,
            )
        )


def _transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
    from dabiao.modules.meetings import services

    return services.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)
