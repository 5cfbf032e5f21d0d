"""The criteria of one deal with what they rest on, and what else could be named as evidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.attachments import queries as attachments
from dabiao.core.attachments.models import Attachment
from dabiao.core.errors import Forbidden
from dabiao.core.i18n import DEFAULT
from dabiao.core.scoping import demand_part, fetch
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import PipelineMode, ProofKind, StageKind
from dabiao.modules.opportunities.models import Criterion, Opportunity, Proof, Stage
from dabiao.modules.opportunities.queries.designs import criterion_title
from dabiao.modules.opportunities.queries.ladders import Ladders
from dabiao.modules.opportunities.queries.records import visible_to
from dabiao.modules.opportunities.queries.stages import stage_title
from dabiao.modules.org import queries as org

MOST_OFFERED = 12  # of one kind
Key = tuple[str, int]


def checklist(id: int, *, actor: Actor, language: str = DEFAULT) -> dict[str, Any]:
    """The criteria of a deal's pipeline, stage by stage, each with its proofs: those that stand first, then history.

    The same statements for one proof as for many of the same kinds. Raises `core.not_found`.
    """
    deal = fetch(visible_to(actor).select_related("pipeline"), id)
    stages = list(Stage.objects.filter(pipeline_id=deal.pipeline_id).order_by("position"))
    proofs = list(Proof.objects.filter(opportunity=deal).order_by("withdrawn_at", "-pk"))
    known = Criterion.objects.filter(stage__pipeline_id=deal.pipeline_id)
    criteria = list(
        known.filter(Q(active=True) | Q(pk__in={one.criterion_id for one in proofs})).order_by(
            "position", "pk"
        )
    )
    shown = _shown(proofs, actor)
    ladder = [stage for stage in stages if stage.kind == StageKind.OPEN and stage.active]
    gaps = Ladders(stages).both(deal.stage_id, deal.evidenced_stage_id, deal.recorded_stage_id)
    met = {one.criterion_id for one in proofs if _stands(one)}
    recorded = {
        one.criterion_id for one in proofs if _stands(one) and rules.is_recorded(one.kind, waived=one.waived)
    }
    in_use = [one for stage in ladder for one in criteria if one.stage_id == stage.pk and one.active]
    by_list = deal.pipeline.mode == PipelineMode.CHECKLIST
    following = next((one.pk for one in in_use if one.pk not in met), None) if by_list else None
    evidenced = next((one for one in stages if one.pk == deal.evidenced_stage_id), None)
    return {
        "opportunity_id": deal.pk,
        "pipeline_id": deal.pipeline_id,
        "mode": deal.pipeline.mode,
        "stage_id": deal.stage_id,
        "evidenced_stage_id": deal.evidenced_stage_id,
        "evidenced_stage_name": stage_title(evidenced.code, evidenced.name, language) if evidenced else None,
        "claim_gap": gaps[0],
        "recorded_gap": gaps[1],
        "proof_count": deal.proof_count,
        "criteria_count": len(in_use),
        "next_criterion_id": following,
        "may_prove": _may(deal, actor),
        "stages": [
            _stage(
                stage, [one for one in criteria if one.stage_id == stage.pk], (met, recorded), shown, language
            )
            for stage in ladder
        ],
    }


def _may(deal: Opportunity, actor: Actor) -> bool:
    try:
        demand_part(actor, "opportunity", deal)
    except Forbidden:
        return False
    return True


def _stands(proof: Proof) -> bool:
    return proof.withdrawn_at is None and proof.voided_at is None


def _stage(
    stage: Stage,
    criteria: Iterable[Criterion],
    proved: tuple[set[int], set[int]],
    shown: Mapping[int, list[dict[str, Any]]],
    language: str,
) -> dict[str, Any]:
    met, recorded = proved
    return {
        "stage_id": stage.pk,
        "stage_code": stage.code,
        "stage_name": stage_title(stage.code, stage.name, language),
        "percent": stage.percent,
        "buyer_step": stage.buyer_step,
        "criteria": [
            {
                "id": one.pk,
                "name": criterion_title(one.code, one.name, language),
                "hint": one.hint,
                "active": one.active,
                "met": one.active and one.pk in met,
                "on_word": one.active and one.pk in met - recorded,
                "proofs": shown.get(one.pk, []),
            }
            for one in criteria
        ],
    }


def _shown(proofs: list[Proof], actor: Actor) -> dict[int, list[dict[str, Any]]]:
    titles = _titles(proofs, actor)
    people = {id for one in proofs for id in (one.by_id, one.withdrawn_by_id) if id}
    names = org.names_of(sorted(people))
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in proofs:
        title = titles.get((one.about_kind, one.about_id or 0))
        found[one.criterion_id].append(
            {
                "id": one.pk,
                "kind": one.kind,
                "waived": one.waived,
                "stands": _stands(one),
                "about_kind": one.about_kind or None,
                "about_id": one.about_id,
                "about_title": title,
                "in_sight": one.kind == ProofKind.NOTE or title is not None,
                "note": one.note,
                "by_id": one.by_id,
                "by_name": names.get(one.by_id or 0),
                "created_at": one.created_at,
                "withdrawn_at": one.withdrawn_at,
                "withdrawn_by_name": names.get(one.withdrawn_by_id or 0),
                "voided_at": one.voided_at,
            }
        )
    return found


def _titles(proofs: Iterable[Proof], actor: Actor) -> dict[Key, str]:
    """What the records are called that the actor sees: one statement for each kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for one in proofs:
        if one.about_id is not None:
            wanted[one.about_kind].add(one.about_id)
    found: dict[Key, str] = {}
    for kind, ids in wanted.items():
        if kind == "file":
            found |= {("file", row.pk): row.file.name for row in _files(ids, actor)}
        else:
            subject = subjects.get(kind)
            rows = subject.visible_to(actor).filter(pk__in=ids)
            found |= {(kind, row.pk): subject.title(row) for row in rows}
    return found


def _files(ids: set[int], actor: Actor) -> list[Attachment]:
    rows = Attachment.objects.filter(pk__in=ids, removed_at=None, withdrawn=False).select_related("file")
    return attachments.in_sight(rows, actor)


def candidates(id: int, *, actor: Actor) -> dict[str, Any]:
    """What speaks of this deal or its customer and could be evidence, the latest first.

    What is about the deal stands before what is about its customer. One statement a kind of record that can prove something."""
    deal = fetch(visible_to(actor), id)
    items: list[dict[str, Any]] = []
    for subject in subjects.every():
        if subject.proves:
            items += _of_kind(subject, deal, actor)
    files = Attachment.objects.filter(placed_at__isnull=False, removed_at=None, withdrawn=False)
    about = Q(about_kind="opportunity", about_id=deal.pk) | Q(
        about_kind="customer", about_id=deal.customer_id
    )
    rows = files.filter(about).select_related("file", "added_by").order_by("-pk")[:MOST_OFFERED]
    for row in attachments.in_sight(list(rows), actor):
        of_deal = row.about_kind == "opportunity"
        by = row.added_by.name if row.added_by else None
        items.append(
            _item(ProofKind.FILE, ("file", row.pk), row.file.name, row.added_at, by, of_deal=of_deal)
        )
    items.sort(key=lambda one: (one["of_deal"], one["at"]), reverse=True)
    return {"items": items}


def _of_kind(subject: subjects.Subject, deal: Opportunity, actor: Actor) -> list[dict[str, Any]]:
    where = _about(subject.model, deal)
    if where is None:
        return []
    kind = ProofKind.CONTACT if subject.kind == "activity" else ProofKind.RECORD
    rows = subject.visible_to(actor).filter(where)
    columns = {column.name for column in subject.model._meta.concrete_fields}
    at = next(name for name in ("occurred_at", "starts_at", "created_at") if name in columns)
    joined = ["owner"] if "owner" in columns else []
    latest = rows.select_related(*joined).order_by(f"-{at}", "-pk")[:MOST_OFFERED]
    return [_candidate(subject, row, kind, at, deal) for row in latest]


def _candidate(
    subject: subjects.Subject, row: Any, kind: ProofKind, at: str, deal: Opportunity
) -> dict[str, Any]:
    owner = getattr(row, "owner", None)
    of_deal = ("opportunity", deal.pk) in subjects.concerned(subject.kind, row)
    key = (subject.kind, row.pk)
    return _item(
        kind, key, subject.title(row), getattr(row, at), owner.name if owner else None, of_deal=of_deal
    )


def _item(
    kind: ProofKind, about: Key, title: str, at: datetime, by: str | None, *, of_deal: bool
) -> dict[str, Any]:
    return {
        "kind": kind,
        "about_kind": about[0],
        "about_id": about[1],
        "title": title,
        "at": at,
        "by": by,
        "of_deal": of_deal,
    }


def _about(model: type[Model], deal: Opportunity) -> Q | None:
    """Rows of a table that are about the deal or its customer, as its columns tell; None for one that cannot say so."""
    columns = {column.attname for column in model._meta.concrete_fields}
    found = Q()
    if "about_kind" in columns:
        found |= Q(about_kind="opportunity", about_id=deal.pk) | Q(
            about_kind="customer", about_id=deal.customer_id
        )
    if "customer_id" in columns:
        found |= Q(customer_id=deal.customer_id)
    return found or None
