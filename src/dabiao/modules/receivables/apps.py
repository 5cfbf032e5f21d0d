from datetime import date

from django.apps import AppConfig


class ReceivablesConfig(AppConfig):
    name = "dabiao.modules.receivables"
    label = "receivables"

    def ready(self) -> None:
        from dabiao.core.conditions import vocabulary
        from dabiao.core.exporting.kinds import ExportKind, register_export
        from dabiao.core.fields import kinds as fielded
        from dabiao.modules.receivables import queries
        from dabiao.modules.receivables.models import Instalment, Receipt

        for kind, words, visible_to in (
            ("instalment", queries.INSTALMENT_WORDS, queries.instalments_visible_to),
            ("receipt", queries.RECEIPT_WORDS, queries.receipts_visible_to),
        ):
            vocabulary.declare(kind, words, visible_to=visible_to, permission="receivable.read")
        fielded.register(fielded.Fielded("instalment", Instalment))
        fielded.register(fielded.Fielded("receipt", Receipt))
        register_export(queries.instalment_export(date.min))  # asked anew for the day of each file
        register_export(
            ExportKind(
                queries.RECEIPTS,
                queries.exportable_receipts,
                choices=queries.RECEIPT_CHOICES,
                reader=queries.with_contract_shares,
            )
        )
        vocabulary.extend("contract", lambda: queries.OF_CONTRACT)
