"""Evidence given for the criteria of a deal, taken back, and found void. Everything happens under the deal's row lock."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.attachments import queries as attachments
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.scoping import demand_part, fetch
from dabiao.modules.opportunities import events, queries, rules
from dabiao.modules.opportunities.enums import MoveCause, ProofKind
from dabiao.modules.opportunities.models import Criterion, Opportunity, Proof, Stage, StageEntry
from dabiao.modules.opportunities.services import _carrying, _history, _weighing
from dabiao.modules.opportunities.services._entering import MOVED

CONTACT, FILE = "activity", "file"


class Given(NamedTuple):
    """The proofs of this call, whether it or an earlier one like it wrote them, and whether the deal changed its stage."""

    proofs: list[Proof]
    moved: bool


@transaction.atomic
def prove(
    opportunity_id: int,
    *,
    criterion_id: int,
    kind: str,
    about_kind: str = "",
    about_id: int | None = None,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> Given:
    """Rest a criterion on a contact, a file, another record of the deal or its customer, or on one's own word.

    The same evidence once more is no news. Whoever may edit the deal or works in its team may. Raises `core.required`,
    `core.not_a_choice`, `core.not_found_here` for a criterion that is not in use there or a record out of sight,
    `opportunities.evidence_elsewhere` for one of another customer, `opportunities.too_many_proofs`.
    """
    deal = _held(opportunity_id, actor)
    rules.check_proof(kind, (about_kind, about_id), note)
    criterion = _criterion(deal, criterion_id)
    title = _title_of(deal, kind, about_kind, about_id or 0, actor)
    about = {"about_kind": about_kind, "about_id": about_id} if kind != ProofKind.NOTE else {}
    facts = {"kind": kind, "waived": False, **about}
    said = Proof.objects.filter(opportunity=deal, criterion=criterion, **_weighing.STANDING)
    same = said.filter(**facts) if about else said.filter(**facts, note=note.strip(), by_id=actor.user_id)
    found = same.first()
    if found is not None:
        return Given([found], False)
    rules.check_count(Proof.objects.filter(opportunity=deal, criterion=criterion).count())
    proof = _new(deal, criterion, note, actor, now, **facts)
    before = _weighing.retell(deal, now)
    _say(events.CriterionProved, deal, proof, criterion, title, actor, now)
    return Given([proof], _carrying.carry(deal, before, cause=MoveCause.EVIDENCE, actor=actor, now=now))


@transaction.atomic
def waive(
    opportunity_id: int, *, criterion_ids: Sequence[int], reason: str, actor: Actor, now: datetime
) -> Given:
    """Say of criteria that they do not apply to this deal, and why; they count as met. Those that are proved already are
    passed over. Raises what `prove` does; the reason is needed."""
    deal = _held(opportunity_id, actor)
    rules.check_proof(ProofKind.NOTE, ("", None), reason, waived=True)
    known = {one.pk: one for one in _weighing.criteria_of(deal.pipeline_id)}
    for id in criterion_ids:
        if id not in known:
            raise Invalid("core.not_found_here", field="criterion_ids", value=id)
    met = _weighing.standing_of(deal)
    wanted = [known[id] for id in dict.fromkeys(criterion_ids) if id not in met]
    if not wanted:
        return Given([], False)
    proofs = [_new(deal, one, reason, actor, now, kind=ProofKind.NOTE, waived=True) for one in wanted]
    before = _weighing.retell(deal, now)
    fact = events.CriteriaWaived(deal.name, len(wanted), reason.strip())
    record(fact, deal, ("customer", deal.customer_id), actor=actor, now=now)
    return Given(proofs, _carrying.carry(deal, before, cause=MoveCause.EVIDENCE, actor=actor, now=now))


@transaction.atomic
def withdraw(
    opportunity_id: int, *, proof_ids: Collection[int], undo: bool = False, actor: Actor, now: datetime
) -> Given:
    """Take evidence back; it stays as history. With `undo` of one's own of the moment, the stage into which exactly that
    evidence carried the deal is taken back too, as if it had not been given. A second time changes nothing.

    Raises `core.not_found_here` for a proof of another deal, `core.not_found`, `access.forbidden`.
    """
    deal = _held(opportunity_id, actor)
    proofs = list(Proof.objects.filter(opportunity=deal, pk__in=proof_ids).select_related("criterion"))
    if missing := set(proof_ids) - {one.pk for one in proofs}:
        raise Invalid("core.not_found_here", field="proof_ids", value=min(missing))
    standing = [one for one in proofs if one.withdrawn_at is None]
    if not standing:
        return Given(proofs, False)
    for one in standing:
        one.withdrawn_at, one.withdrawn_by_id = now, actor.user_id
        one.save(update_fields=["withdrawn_at", "withdrawn_by_id"])
    before = _weighing.retell(deal, now)
    for one in standing:
        _say(events.ProofWithdrawn, deal, one, one.criterion, "", actor, now)
    if undo and _take_stage_back(deal, standing, before, actor, now):
        return Given(proofs, True)
    return Given(proofs, _carrying.carry(deal, before, cause=MoveCause.WITHDRAWN, actor=actor, now=now))


@transaction.atomic
def set_void(about: tuple[str, Collection[int]], *, gone: bool, actor: Actor, now: datetime) -> int:
    """What some proofs rest on was taken away (`gone`), or came back: they are void, or stand again. Returns how many."""
    kind, ids = about
    concerned = Proof.objects.filter(
        about_kind=kind, about_id__in=ids, withdrawn_at=None, voided_at__isnull=gone
    )
    count = 0
    for deal_id in sorted(set(concerned.values_list("opportunity_id", flat=True))):
        deal = fetch(Opportunity.objects.all(), deal_id, lock=True)
        proofs = list(concerned.filter(opportunity=deal).select_related("criterion"))
        for one in proofs:
            one.voided_at = now if gone else None
            one.save(update_fields=["voided_at"])
        before = _weighing.retell(deal, now)
        for one in proofs:
            fact = events.ProofVoided if gone else events.ProofRevived
            _say(fact, deal, one, one.criterion, "", actor, now)
        cause = MoveCause.WITHDRAWN if gone else MoveCause.EVIDENCE
        _carrying.carry(deal, before, cause=cause, actor=actor, now=now)
        count += len(proofs)
    return count


def _held(opportunity_id: int, actor: Actor) -> Opportunity:
    deal = fetch(queries.visible_to(actor), opportunity_id, lock=True)
    demand_part(actor, "opportunity", deal)
    return deal


def _criterion(deal: Opportunity, id: int) -> Criterion:
    found = [one for one in _weighing.criteria_of(deal.pipeline_id) if one.pk == id]
    if not found:
        raise Invalid("core.not_found_here", field="criterion_id", value=id)
    return found[0]


def _title_of(deal: Opportunity, kind: str, about_kind: str, about_id: int, actor: Actor) -> str:
    """What the record is called, which the actor sees and which speaks of this deal."""
    if kind == ProofKind.NOTE:
        return ""
    wanted = {ProofKind.CONTACT: CONTACT, ProofKind.FILE: FILE}.get(ProofKind(kind))
    if (wanted is not None and about_kind != wanted) or (kind == ProofKind.RECORD and about_kind == FILE):
        raise Invalid("core.not_a_choice", field="about_kind", value=about_kind, known=wanted or "")
    try:
        title, concerned = _seen(about_kind, about_id, actor)
    except NotFound:
        raise Invalid("core.not_found_here", field="about_id", value=about_id) from None
    of_deal = [("opportunity", deal.pk), ("customer", deal.customer_id)]
    if deal.lead_id is not None:
        of_deal.append(("lead", deal.lead_id))
    itself = (about_kind, about_id) in of_deal
    if itself or not rules.belongs(concerned, of_deal):
        raise Invalid("opportunities.evidence_elsewhere", field="about_id")
    return title[:200]


def _seen(kind: str, id: int, actor: Actor) -> tuple[str, list[tuple[str, int]]]:
    if kind == FILE:
        file, row = attachments.seen(id, actor=actor)
        return file.file.name, [(file.about_kind, file.about_id), *subjects.concerned(file.about_kind, row)]
    row = subjects.load(kind, id, actor=actor)
    return subjects.get(kind).title(row), subjects.concerned(kind, row)


def _new(
    deal: Opportunity, criterion: Criterion, note: str, actor: Actor, now: datetime, **facts: object
) -> Proof:
    return Proof.objects.create(
        opportunity=deal, criterion=criterion, note=note.strip(), by_id=actor.user_id, created_at=now, **facts
    )


def _say(
    fact: type[events.CriterionProved | events.ProofWithdrawn | events.ProofVoided | events.ProofRevived],
    deal: Opportunity,
    proof: Proof,
    criterion: Criterion,
    title: str,
    actor: Actor,
    now: datetime,
) -> None:
    told = fact(
        name=deal.name,
        criterion=_weighing.criterion_words(criterion),
        proof_kind=proof.kind,
        about_kind=proof.about_kind,
        about_id=proof.about_id,
        about_title=title,
        note=proof.note,
    )
    record(told, deal, ("customer", deal.customer_id), actor=actor, now=now)


def _take_stage_back(
    deal: Opportunity, proofs: Sequence[Proof], carried: int | None, actor: Actor, now: datetime
) -> bool:
    """Only where the last stay began with this very evidence, and nothing else carries the deal there."""
    last, *earlier = StageEntry.objects.filter(opportunity=deal).order_by("-pk")[:2]
    began_with_it = any(
        one.created_at == last.entered_at and one.by_id == actor.user_id == last.actor_id for one in proofs
    )
    moved_on = last.stage_id == carried != deal.evidenced_stage_id
    if not earlier or not began_with_it or not moved_on or deal.closed_at is not None:
        return False
    former = Stage.objects.get(pk=deal.stage_id)
    _history.take_back([deal])
    deal.stage, deal.stage_entered_at = earlier[0].stage, earlier[0].entered_at
    deal.version += 1
    deal.save(update_fields=MOVED)
    fact = _history.fact_of(deal, former, MoveCause.UNDONE, "")
    record(fact, deal, ("customer", deal.customer_id), actor=actor, now=now)
    return True
