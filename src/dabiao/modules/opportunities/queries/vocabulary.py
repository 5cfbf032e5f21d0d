"""What conditions may ask of an opportunity."""

from collections.abc import Sequence

from dabiao.core.conditions.terms import Choice, Relation, Term, Word, named, words_of
from dabiao.modules.opportunities.enums import DealSign, StageKind
from dabiao.modules.opportunities.queries.ladders import Gap
from dabiao.modules.opportunities.queries.slipping import Signs
from dabiao.modules.opportunities.queries.sold import Sold, products_in_words
from dabiao.modules.opportunities.queries.stages import pipelines
from dabiao.modules.org import queries as org


def pipelines_in_words(language: str) -> Sequence[Choice]:
    return [(pipeline["id"], pipeline["name"]) for pipeline in pipelines(language)]


def stages_in_words(language: str) -> Sequence[Choice]:
    """Every stage, with its pipeline's name where there are several; also those that conditions of before may name."""
    found = pipelines(language, retired=True)
    return [
        (stage["id"], stage["name"] if len(found) == 1 else f"{pipeline['name']} · {stage['name']}")
        for pipeline in found
        for stage in pipeline["stages"]
    ]


# filters of the list that conditions do not know
SAID = {
    "pipeline_id": pipelines_in_words,
    "reached_stage_id": stages_in_words,
    "left_stage_id": stages_in_words,
}
WORDS: list[Word] = [
    *named("fields.opportunity", "number", "id"),
    Term(
        "products",
        "multi",
        "",
        label="fields.opportunity.products",
        choices=products_in_words,
        numbered=True,
        reckoned=Sold(),
    ),
    *named("fields.opportunity", "text", "name", "source", "competitor", "lost_reason"),
    Term(
        "stage_id",
        "choice",
        "stage_id",
        label="fields.opportunity.stage_id",
        choices=stages_in_words,
        numbered=True,
    ),
    Term(
        "stage_kind",
        "choice",
        "stage__kind",
        label="fields.opportunity.stage_kind",
        choices=words_of("enums.stage_kind", StageKind.values),
    ),
    *named("fields.opportunity", "money", "amount_minor", "amount_cut_minor", "budget_minor"),
    Term(
        "evidenced_stage_id",
        "choice",
        "evidenced_stage_id",
        label="fields.opportunity.evidenced_stage_id",
        choices=stages_in_words,
        numbered=True,
    ),
    *named("fields.opportunity", "number", "competitor_count", "unnamed_rivals", "pushes", "proof_count"),
    *named("fields.opportunity", "number", "people_met"),
    Term("claim_gap", "number", "", label="fields.opportunity.claim_gap", reckoned=Gap()),
    Term(
        "signals",
        "multi",
        "",
        label="fields.opportunity.signals",
        choices=words_of("enums.opportunity.signal", DealSign.values),
        reckoned=Signs(),
    ),
    *named("fields.opportunity", "date", "expected_win_on", "decides_on"),
    Term("lost_to_name", "text", "lost_to__name", label="fields.opportunity.lost_to_name"),
    *org.ownership_words("fields.opportunity"),
    *named("fields.opportunity", "datetime", "stage_entered_at", "last_contact_at", "next_contact_at"),
    *named("fields.opportunity", "datetime", "closed_at", "proved_at", "created_at", "updated_at"),
    Relation("customer", "customer", "customer_id", many=False, label="fields.opportunity.customer_id"),
]
OF_CUSTOMER = [
    Relation(
        "opportunities", "opportunity", "customer_id", many=True, label="conditions.relation.opportunities"
    )
]
