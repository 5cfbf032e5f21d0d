from datetime import datetime

from django.apps import AppConfig

from dabiao.core.actor import Actor


class PlansConfig(AppConfig):
    name = "dabiao.modules.plans"
    label = "plans"

    def ready(self) -> None:
        from dabiao.core import figures, subjects
        from dabiao.core.live.reach import tell_everybody
        from dabiao.modules.plans import queries
        from dabiao.modules.plans.models import Plan
        from dabiao.modules.plans.queries.figures import Planned

        figures.register("plan", Planned())
        tell_everybody("plan_cadence")
        subjects.register(
            subjects.Subject(
                kind="plan",
                model=Plan,
                visible_to=queries.visible_to,
                title=str,
                transfer=_transfer,
                holdings=queries.holdings,
            )
        )


def _transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
    from dabiao.modules.plans import services

    return services.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)
