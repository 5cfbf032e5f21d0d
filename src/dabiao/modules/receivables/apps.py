from django.apps import AppConfig


class ReceivablesConfig(AppConfig):
    name = "dabiao.modules.receivables"
    label = "receivables"

    def ready(self) -> None:
        from dabiao.core.conditions import vocabulary
        from dabiao.modules.receivables import queries

        for kind, words, visible_to in (
            ("instalment", queries.INSTALMENT_WORDS, queries.instalments_visible_to),
            ("receipt", queries.RECEIPT_WORDS, queries.receipts_visible_to),
        ):
            vocabulary.declare(kind, words, visible_to=visible_to, permission="receivable.read")
        vocabulary.extend("contract", lambda: queries.OF_CONTRACT)
