"""What conditions may ask of a contact."""

from dabiao.core.conditions.terms import Relation, Term, Word, named, words_of
from dabiao.modules.activities.enums import Method, Result, SubjectKind
from dabiao.modules.org import queries as org

WORDS: list[Word] = [
    Term(
        "subject_kind",
        "choice",
        "about_kind",
        label="fields.activity.subject_kind",
        choices=words_of("kinds", SubjectKind.values),
    ),
    Term(
        "method",
        "choice",
        "method",
        label="fields.activity.method",
        choices=words_of("enums.activity.method", Method.values),
    ),
    Term(
        "result",
        "choice",
        "result",
        label="fields.activity.result",
        choices=words_of("enums.activity.result", Result.values),
    ),
    *named("fields.activity", "text", "purpose", "effect", "content"),
    *named("fields.activity", "datetime", "occurred_at", "next_contact_at"),
    *org.ownership_words("fields.activity"),
    Relation("customer", "customer", "customer_id", many=False, label="fields.activity.customer_id"),
]
OF_CUSTOMER = [
    Relation("activities", "activity", "customer_id", many=True, label="conditions.relation.activities")
]
