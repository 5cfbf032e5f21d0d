from typing import Any

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "dabiao.modules.leads"
    label = "leads"

    def ready(self) -> None:
        from django.db.models import Q

        from dabiao.core import subjects
        from dabiao.core.bulk import kinds as bulk
        from dabiao.core.conditions import vocabulary
        from dabiao.core.exporting.kinds import register_export
        from dabiao.core.fields import kinds as fielded
        from dabiao.core.identity import similar
        from dabiao.core.importing import custom
        from dabiao.core.importing.kinds import register_import
        from dabiao.core.search import kinds
        from dabiao.modules.leads import queries, rules, services
        from dabiao.modules.leads.models import Lead
        from dabiao.modules.leads.services.bulk import LEAD_BULK
        from dabiao.modules.leads.services.importing import LEAD_IMPORT

        subjects.register(
            subjects.Subject(
                kind="lead",
                model=Lead,
                visible_to=queries.visible_to,
                rests_on=("lead",),
                title=lambda lead: lead.display,
                subtitle_field="company",
                touch=services.touch,
                recount=services.recount,
                transfer=services.transfer,
                holdings=queries.holdings,
                sensitive=frozenset({"phone", "wechat", "email"}),
            )
        )
        bulk.register(LEAD_BULK)
        fielded.register(fielded.Fielded("lead", Lead))
        register_export(_export())
        vocabulary.declare("lead", queries.WORDS, visible_to=queries.visible_to)
        vocabulary.extend("opportunity", lambda: queries.OF_OPPORTUNITY)
        kinds.register(
            kinds.Searched(
                kind="lead",
                number=1,
                model=Lead,
                texts=("name", "company"),
                phones=("phone",),
                handles=("wechat", "email"),
                read="lead.read",
                claim="lead.claim",
            )
        )
        similar.register(
            similar.Compared(
                kind="lead",
                columns={name: name for name in ("name", "company", "phone", "wechat", "email", "region")},
                live=Q(status__in=rules.LIVE),
            )
        )
        register_import(LEAD_IMPORT)
        custom.mappable("lead")


def _export() -> Any:
    from dabiao.core.exporting.kinds import ExportKind
    from dabiao.modules.leads import queries as own

    return ExportKind(own.LEADS, own.exportable, choices=own.CHOICES, said=own.SAID, dress=own.named_tags)
