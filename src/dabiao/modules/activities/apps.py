from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "dabiao.modules.activities"
    label = "activities"

    def ready(self) -> None:
        from dabiao.core import subjects
        from dabiao.core.conditions import vocabulary
        from dabiao.core.fields import kinds as fielded
        from dabiao.core.search import kinds
        from dabiao.modules.activities import queries
        from dabiao.modules.activities.models import Activity

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
