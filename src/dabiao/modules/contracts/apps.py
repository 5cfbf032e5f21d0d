from datetime import datetime

from django.apps import AppConfig

from dabiao.core.actor import Actor


class ContractsConfig(AppConfig):
    name = "dabiao.modules.contracts"
    label = "contracts"

    def ready(self) -> None:
        from dabiao.core import subjects
        from dabiao.core.bulk import kinds as bulk
        from dabiao.core.conditions import vocabulary
        from dabiao.core.exporting.kinds import ExportKind, register_export
        from dabiao.core.fields import kinds as fielded
        from dabiao.core.search import kinds
        from dabiao.modules.contracts import queries, services
        from dabiao.modules.contracts.models import Contract
        from dabiao.modules.contracts.services.bulk import CONTRACT_BULK

        def transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
            return services.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)

        bulk.register(CONTRACT_BULK)
        fielded.register(fielded.Fielded("contract", Contract))
        register_export(ExportKind(queries.CONTRACTS, queries.exportable, choices=queries.CHOICES))
        vocabulary.declare("contract", queries.WORDS, visible_to=queries.visible_to)
        vocabulary.extend("customer", lambda: queries.OF_CUSTOMER)
        vocabulary.extend("opportunity", lambda: queries.OF_OPPORTUNITY)
        subjects.register(
            subjects.Subject(
                kind="contract",
                model=Contract,
                visible_to=queries.visible_to,
                rests_on=("contract",),
                title=str,
                title_field="title",
                subtitle_field="number",
                proves=True,
                transfer=transfer,
                holdings=queries.holdings,
            )
        )
        kinds.register(
            kinds.Searched(
                kind="contract",
                number=5,
                model=Contract,
                texts=("number", "title", "customer.name"),
                read="contract.read",
            )
        )
