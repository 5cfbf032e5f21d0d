"""What conditions may ask of a line of a plan and of a receipt."""

from dabiao.core.conditions.terms import Relation, Term, Word, named, words_of
from dabiao.modules.org import queries as org
from dabiao.modules.receivables.enums import PayMethod


def _contract(label: str) -> Relation:
    return Relation("contract", "contract", "contract_id", many=False, label=f"{label}.contract_id")


INSTALMENT_WORDS: list[Word] = [
    *named("fields.instalment", "text", "name"),
    *named("fields.instalment", "number", "seq"),
    *named("fields.instalment", "date", "due_on"),
    *named("fields.instalment", "money", "amount_minor"),
    Term("paid_minor", "money", "allocated_minor", label="fields.instalment.paid_minor"),
    *org.ownership_words("fields.instalment", prefix="contract__"),
    _contract("fields.instalment"),
]
RECEIPT_WORDS: list[Word] = [
    *named("fields.receipt", "text", "remark"),
    Term(
        "method",
        "choice",
        "method",
        label="fields.receipt.method",
        choices=words_of("enums.receipt.method", PayMethod.values),
    ),
    *named("fields.receipt", "date", "received_on"),
    *named("fields.receipt", "money", "amount_minor", "refunded_minor", "allocated_minor", "advance_minor"),
    org.person_word("recorded_by_id", "fields.receipt.recorded_by_name"),
    *org.ownership_words("fields.receipt", prefix="contract__"),
    _contract("fields.receipt"),
]
OF_CONTRACT = [
    Relation(kind + "s", kind, "contract_id", many=True, label=f"conditions.relation.{kind}s")
    for kind in ("instalment", "receipt")
]
