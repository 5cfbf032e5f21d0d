from datetime import datetime

from django.apps import AppConfig

from dabiao.core.actor import Actor


class DebriefsConfig(AppConfig):
    name = "dabiao.modules.debriefs"
    label = "debriefs"

    def ready(self) -> None:
        from dabiao.core import figures, subjects
        from dabiao.modules.debriefs import queries
        from dabiao.modules.debriefs.models import Debrief
        from dabiao.modules.debriefs.queries.offered import PREFIX, Done

        figures.register(PREFIX, Done())
        subjects.register(
            subjects.Subject(
                kind="debrief",
                model=Debrief,
                visible_to=queries.visible_to,
                title=str,
                title_field="title",
                transfer=_transfer,
                holdings=queries.holdings,
            )
        )


def _transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
    from dabiao.modules.debriefs import services

    return services.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)
