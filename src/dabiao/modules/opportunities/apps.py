from datetime import date, datetime
from typing import Any

from django.apps import AppConfig

from dabiao.core.actor import Actor


class OpportunitiesConfig(AppConfig):
    name = "dabiao.modules.opportunities"
    label = "opportunities"

    def ready(self) -> None:
        from dabiao.core import figures, subjects
        from dabiao.core.bulk import kinds as bulk
        from dabiao.core.conditions import vocabulary
        from dabiao.core.exporting.kinds import register_export
        from dabiao.core.fields import kinds as fielded
        from dabiao.core.live.reach import tell_everybody
        from dabiao.core.search import kinds
        from dabiao.core.upkeep import triggers
        from dabiao.modules.opportunities import queries, services
        from dabiao.modules.opportunities.models import Opportunity
        from dabiao.modules.opportunities.queries.stage_sums import KEPT
        from dabiao.modules.opportunities.services.bulk import OPPORTUNITY_BULK

        bulk.register(OPPORTUNITY_BULK)
        figures.register("opportunity", queries.Believed())
        tell_everybody("competitor")
        tell_everybody("pipeline")
        fielded.register(fielded.Fielded("opportunity", Opportunity))
        register_export(queries.export_on(date.min))
        vocabulary.declare("opportunity", queries.WORDS, visible_to=queries.visible_to)
        vocabulary.extend("customer", lambda: queries.OF_CUSTOMER)
        subjects.register(
            subjects.Subject(
                kind="opportunity",
                model=Opportunity,
                visible_to=queries.visible_to,
                rests_on=("opportunity",),
                title=_name,
                subtitle_field="customer__name",
                touch=services.touch,
                recount=services.recount,
                transfer=_transfer,
                holdings=queries.holdings,
            )
        )
        kinds.register(
            kinds.Searched(
                kind="opportunity",
                number=4,
                model=Opportunity,
                texts=("name", "customer.name"),
                read="opportunity.read",
            )
        )
        columns = (
            *("amount_minor", "currency", "owner_id", "unit_id", "stage_id", "competitor_count"),
            *("model_chance", "created_at", "last_contact_at", "closed_at"),
            *("evidenced_stage_id", "recorded_stage_id"),
        )
        triggers.register(KEPT.watch(Opportunity._meta.db_table, columns, _missed))


def _missed(now: datetime) -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.opportunities.services import stage_sums

    stage_sums.forget(actor=SYSTEM, now=now)


def _name(row: Any) -> str:
    return str(row.name)


def _transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
    from dabiao.modules.opportunities import services

    return services.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)
