from datetime import datetime

from django.apps import AppConfig

from dabiao.core.actor import Actor


class ReviewsConfig(AppConfig):
    name = "dabiao.modules.reviews"
    label = "reviews"

    def ready(self) -> None:
        from dabiao.core import figures, subjects
        from dabiao.core.exporting.kinds import ExportKind, register_export
        from dabiao.modules.reviews import queries
        from dabiao.modules.reviews.models import Review
        from dabiao.modules.reviews.queries.figures import Done

        figures.register("review", Done())
        said = {"sop": "enums.review_sop"}
        register_export(ExportKind(queries.LESSONS, queries.exportable_lessons, choices=said))
        subjects.register(
            subjects.Subject(
                kind="review",
                model=Review,
                visible_to=queries.visible_to,
                title=str,
                title_field="title",
                transfer=_transfer,
                holdings=queries.holdings,
            )
        )


def _transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
    from dabiao.modules.reviews import services

    return services.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)
