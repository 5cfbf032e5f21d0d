"""What a change of a pipeline would mean for the open deals in it, before it is saved: a handful of statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.i18n import DEFAULT
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Opportunity, Proof, Stage
from dabiao.modules.opportunities.queries.designs import design_of, parts_of, to_manage
from dabiao.modules.opportunities.queries.funnel import StageTotal, totals
from dabiao.modules.opportunities.queries.stages import laid, stage_title


def going(stages: Iterable[Stage], plan: rules.Design) -> list[Stage]:
    """The open stages that a design leaves out, also those that were retired before."""
    kept = {stage.id for stage in plan.stages}
    return [stage for stage in stages if stage.kind == StageKind.OPEN and stage.pk not in kept]


class Evidence(NamedTuple):
    """Of the open deals with anything proved: how many there are, and how many would be carried elsewhere."""

    deals: int
    changed: int


def preview(
    id: int, *, plan: rules.Design, moves: Mapping[int, int], actor: Actor, language: str = DEFAULT
) -> dict[str, Any]:
    """What would change if `plan` were saved, with deals of stages that go brought to other places of it (`moves`).

    Raises `core.not_found`, `access.forbidden`, and what is wrong with the design.
    """
    pipeline = fetch(to_manage(actor), id)
    rules.check_design(plan)
    stages, criteria = laid().of(id), parts_of(id)[1]
    leaving = {stage.pk for stage in going(stages, plan)}
    later = _later(stages, plan, moves)
    standing = Opportunity.objects.filter(pipeline_id=id, closed_at=None)
    before, after = totals(standing, stages=stages), totals(standing, stages=later)
    here = _by_stage(before)
    shown = list(_shown(stages, plan, moves, before, after, language))
    return {
        "open_deals": sum(one.count for one in before),
        "stages": [one for one in shown if one["count"] or one["stage_id"] not in leaving],
        "must_move": [
            stage.pk for stage in stages if stage.pk in leaving & here.keys() and stage.pk not in moves
        ],
        "weighted": list(_weighted(before, after)),
        "evidence": evidence(id, plan)._asdict(),
        "changes": rules.changes_between(design_of(pipeline, stages, criteria, language), plan),
    }


def _later(stages: Iterable[Stage], plan: rules.Design, moves: Mapping[int, int]) -> list[Stage]:
    """The stages with the percentages that count for their deals afterwards."""
    percents = {stage.id: stage.percent for stage in plan.stages}
    found = []
    for stage in map(copy, stages):
        if stage.pk in percents:
            stage.percent = percents[stage.pk]
        elif stage.pk in moves and 0 <= moves[stage.pk] < len(plan.stages):
            stage.percent = plan.stages[moves[stage.pk]].percent
        found.append(stage)
    return found


def _by_stage(sums: Iterable[StageTotal]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for one in sums:
        found[one.stage_id] += one.count
    return found


def _shown(
    stages: Iterable[Stage],
    plan: rules.Design,
    moves: Mapping[int, int],
    before: list[StageTotal],
    after: list[StageTotal],
    language: str,
) -> Iterator[dict[str, Any]]:
    """Stage by stage, as they are; amounts are those in the company's currency."""
    kept = {stage.id: stage for stage in plan.stages}
    counts = _by_stage(before)
    now, then = (
        {one.stage_id: one for one in sums if one.currency == DEFAULT_CURRENCY} for sums in (before, after)
    )
    for stage in stages:
        if stage.kind != StageKind.OPEN:
            continue
        planned = kept.get(stage.pk)
        place = moves.get(stage.pk, -1)
        target = plan.stages[place].name if planned is None and 0 <= place < len(plan.stages) else ""
        yield {
            "stage_id": stage.pk,
            "name": stage_title(stage.code, stage.name, language),
            "percent": stage.percent,
            "percent_after": planned.percent if planned else None,
            "to_name": target,
            "count": counts.get(stage.pk, 0),
            "amount_minor": now[stage.pk].amount_minor if stage.pk in now else 0,
            "weighted_minor": now[stage.pk].weighted_minor if stage.pk in now else 0,
            "weighted_after_minor": then[stage.pk].weighted_minor if stage.pk in then else 0,
        }


def _weighted(before: list[StageTotal], after: list[StageTotal]) -> Iterator[dict[str, Any]]:
    """By currency, the company's own first; exactly summed and then rounded."""
    for currency in sorted({one.currency for one in before}, key=lambda one: (one != DEFAULT_CURRENCY, one)):
        sums = [
            sum((one.worth for one in side if one.currency == currency), Fraction(0))
            for side in (before, after)
        ]
        was, becomes = (rules.weighted(one, Fraction(1)) for one in sums)
        yield {"currency": currency, "before_minor": was, "after_minor": becomes}


def proved(pipeline_id: int) -> QuerySet[Opportunity]:
    """The open deals of a pipeline of which anything is proved, or seems to be."""
    proofs = Proof.objects.filter(opportunity__pipeline_id=pipeline_id, withdrawn_at=None)
    deals = Opportunity.objects.filter(pipeline_id=pipeline_id, closed_at=None)
    return deals.filter(
        Q(pk__in=proofs.values("opportunity_id")) | Q(evidenced_stage__isnull=False) | Q(proof_count__gt=0)
    )


def evidence(pipeline_id: int, plan: rules.Design) -> Evidence:
    """Whom the change would carry elsewhere, by the proofs that stand."""
    deals = Opportunity.objects.filter(pipeline_id=pipeline_id, closed_at=None).order_by()
    proofs = Proof.objects.filter(
        opportunity__pipeline_id=pipeline_id, opportunity__closed_at=None, withdrawn_at=None
    )
    met: dict[int, set[int]] = defaultdict(set)
    for deal_id, criterion_id in proofs.order_by().values_list("opportunity_id", "criterion_id").distinct():
        met[deal_id].add(criterion_id)
    signs = [
        rules.Sign(criterion.id or 0, place)
        for place, stage in enumerate(plan.stages)
        for criterion in stage.criteria
    ]
    changed = 0
    for deal_id, stage_id in deals.filter(proof_count__gt=0).values_list("pk", "evidenced_stage_id"):
        place = rules.evidenced_stage(plan.mode, signs, met.get(deal_id, set()))
        carried = None if place is None else plan.stages[place].id
        # a stage that is new has no number yet: whoever comes there comes elsewhere
        changed += (place is None) != (stage_id is None) or (place is not None and carried != stage_id)
    return Evidence(len(met), changed)
