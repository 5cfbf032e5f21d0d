from datetime import datetime

from django.apps import AppConfig

from dabiao.core.actor import Actor


class ActivitiesConfig(AppConfig):
    name = "dabiao.modules.activities"
    label = "activities"

    def ready(self) -> None:
        from dabiao.core import subjects
        from dabiao.core.conditions import vocabulary
        from dabiao.core.fields import kinds as fielded
        from dabiao.core.search import kinds
        from dabiao.modules.activities import queries
        from dabiao.modules.activities.models import Activity, Task

        fielded.register(fielded.Fielded("activity", Activity))
        vocabulary.declare("activity", queries.WORDS, visible_to=queries.visible_to)
        vocabulary.extend("customer", lambda: queries.OF_CUSTOMER)
        subjects.register(
            subjects.Subject(
                kind="activity",
                model=Activity,
                visible_to=queries.visible_to,
                title=lambda activity: activity.purpose,
                title_field="purpose",
                proves=True,
            )
        )
        subjects.register(
            subjects.Subject(
                kind="task",
                model=Task,
                visible_to=queries.tasks.visible_to,
                title=lambda task: task.title,
                title_field="title",
                transfer=_transfer,
                holdings=queries.tasks.holdings,
            )
        )
        kinds.register(
            kinds.Searched(
                kind="activity",
                number=6,
                model=Activity,
                texts=("purpose", "content"),
                read="activity.read",
                offered=False,
            )
        )


def _transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
    from dabiao.modules.activities import services

    return services.tasks.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)
