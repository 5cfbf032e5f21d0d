"""Reads of opportunities. Each starts from what the actor may see."""

from dabiao.modules.opportunities.queries.board import board
from dabiao.modules.opportunities.queries.claims import claims, sums
from dabiao.modules.opportunities.queries.credibility import Believed, believed, credibility
from dabiao.modules.opportunities.queries.decided import Decided, decided
from dabiao.modules.opportunities.queries.designs import criterion_title, design, overview
from dabiao.modules.opportunities.queries.expected import (
    Expected,
    Near,
    expected_between,
    known_to,
    slipping_of,
    standing,
    to_be_won,
    won_that_were_open,
)
from dabiao.modules.opportunities.queries.exports import export_on
from dabiao.modules.opportunities.queries.flows import MOST_ROUNDS
from dabiao.modules.opportunities.queries.funnel import StageTotal, entered_by_stage
from dabiao.modules.opportunities.queries.items import items
from dabiao.modules.opportunities.queries.journey import (
    Deal,
    Parts,
    Stay,
    competitor_names,
    deals,
    parts_of,
    stage_names,
    stays,
)
from dabiao.modules.opportunities.queries.ladders import Ladders, claim_gap
from dabiao.modules.opportunities.queries.previewing import preview
from dabiao.modules.opportunities.queries.promised import Promise, promised
from dabiao.modules.opportunities.queries.proofs import candidates, checklist
from dabiao.modules.opportunities.queries.records import (
    CHOICES,
    OPPORTUNITIES,
    chosen,
    condition,
    detail,
    exportable,
    holdings,
    listing,
    named,
    title_of,
    visible_to,
)
from dabiao.modules.opportunities.queries.rivals import (
    competitors,
    competitors_known,
    fresh_merges,
    kept_of_merge,
    merged_before,
    met,
    one_competitor,
    other_names,
    owners_against,
    products_in,
    rivals,
    with_product,
)
from dabiao.modules.opportunities.queries.slipping import signs_of
from dabiao.modules.opportunities.queries.stage_sums import by_stage
from dabiao.modules.opportunities.queries.stages import (
    Laid,
    Weighing,
    chance_while_open,
    forecast_way,
    guides,
    laid,
    pipelines,
    stage_title,
)
from dabiao.modules.opportunities.queries.standing_since import Age, ages, open_at
from dabiao.modules.opportunities.queries.teams import team
from dabiao.modules.opportunities.queries.vocabulary import OF_CUSTOMER, SAID, WORDS
from dabiao.modules.opportunities.queries.ways import way, way_for

__all__ = [
    "CHOICES",
    "MOST_ROUNDS",
    "OF_CUSTOMER",
    "OPPORTUNITIES",
    "SAID",
    "WORDS",
    "Age",
    "Believed",
    "Deal",
    "Decided",
    "Expected",
    "Ladders",
    "Laid",
    "Near",
    "Parts",
    "Promise",
    "StageTotal",
    "Stay",
    "Weighing",
    "ages",
    "believed",
    "board",
    "by_stage",
    "candidates",
    "chance_while_open",
    "checklist",
    "chosen",
    "claim_gap",
    "claims",
    "competitor_names",
    "competitors",
    "competitors_known",
    "condition",
    "credibility",
    "criterion_title",
    "deals",
    "decided",
    "design",
    "detail",
    "entered_by_stage",
    "expected_between",
    "export_on",
    "exportable",
    "forecast_way",
    "fresh_merges",
    "guides",
    "holdings",
    "items",
    "kept_of_merge",
    "known_to",
    "laid",
    "listing",
    "merged_before",
    "met",
    "named",
    "one_competitor",
    "open_at",
    "other_names",
    "overview",
    "owners_against",
    "parts_of",
    "pipelines",
    "preview",
    "products_in",
    "promised",
    "rivals",
    "signs_of",
    "slipping_of",
    "stage_names",
    "stage_title",
    "standing",
    "stays",
    "sums",
    "team",
    "title_of",
    "to_be_won",
    "visible_to",
    "way",
    "way_for",
    "with_product",
    "won_that_were_open",
]
