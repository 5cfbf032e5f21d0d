from datetime import datetime

from django.apps import AppConfig

from dabiao.core.actor import Actor


class ChecksConfig(AppConfig):
    name = "dabiao.modules.checks"
    label = "checks"

    def ready(self) -> None:
        from dabiao.core import figures, subjects
        from dabiao.modules.checks.models import Check, Programme
        from dabiao.modules.checks.queries import offering, reach
        from dabiao.modules.checks.queries.figures import Checked
        from dabiao.modules.checks.queries.listing import holdings

        offering.offer()
        figures.register("check", Checked())
        subjects.register(
            subjects.Subject(
                kind="check",
                model=Check,
                visible_to=reach.visible_to,
                title=lambda check: check.programme.name,
                title_field="programme__name",
                transfer=_transfer,
                holdings=holdings,
            )
        )
        subjects.register(
            subjects.Subject(
                kind="check_programme",
                model=Programme,
                visible_to=reach.programmes_for,
                title=lambda programme: programme.name,
            )
        )


def _transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
    from dabiao.modules.checks import services

    return services.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)
