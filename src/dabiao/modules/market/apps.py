from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "dabiao.modules.market"
    label = "market"

    def ready(self) -> None:
        from dabiao.core import subjects
        from dabiao.core.conditions import vocabulary
        from dabiao.core.exporting.kinds import ExportKind, register_export
        from dabiao.core.live.reach import heard_by
        from dabiao.core.search import kinds
        from dabiao.modules.market import queries
        from dabiao.modules.market.models import Card, Note

        register_export(ExportKind(queries.NOTES, queries.exportable, choices=queries.CHOICES))
        vocabulary.declare("market", queries.WORDS, visible_to=queries.visible_to)
        subjects.register(
            subjects.Subject(
                kind="market",
                model=Note,
                visible_to=queries.visible_to,
                title=str,
                title_field="title",
                subtitle_field="competitor__name",
            )
        )
        heard_by("battle_card", queries.READ)
        subjects.register(
            subjects.Subject(
                kind="battle_card",
                model=Card,
                visible_to=queries.cards_visible_to,
                title=str,
                title_field="title",
            )
        )
        kinds.register(
            kinds.Searched(
                kind="market",
                number=10,
                model=Note,
                texts=("text", "competitor.name"),
                read=queries.READ,
            )
        )
