from django.apps import AppConfig


class ReceivablesConfig(AppConfig):
    name = "dabiao.modules.receivables"
    label = "receivables"

    def ready(self) -> None:
        from dabiao.core.conditions import vocabulary
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
        vocabulary.extend("contract", lambda: queries.OF_CONTRACT)
