"""HTTP of evidence: what the criteria of a deal rest on, and claim against evidence."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.schemas import deals, proofs

router = Router(tags=["opportunities"])


def _checklist(request: ApiRequest, id: int, given: services.Given | None = None) -> HttpResponse:
    found: dict[str, Any] = queries.checklist(id, actor=request.auth, language=language_of(request))
    if given is None:
        return respond(found)
    more = {"proof_ids": [one.pk for one in given.proofs], "moved": given.moved}
    return respond(found | more, 201)


@router.get("/opportunities/{int:id}/proofs", operation_id="proofs_list", response=proofs.DealChecklist)
def proofs_list(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The criteria of a deal, stage by stage, with what each rests on."""
    return _checklist(request, id)


@router.get(
    "/opportunities/{int:id}/proof-candidates",
    operation_id="proofs_candidates",
    response=proofs.Candidates,
)
def proofs_candidates(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Recent contacts, files and records of the deal and its customer that could be named as evidence."""
    return respond(queries.candidates(id, actor=request.auth))


@router.post(
    "/opportunities/{int:id}/proofs",
    operation_id="proofs_give",
    response={201: proofs.DealChecklistGiven},
)
@idempotent
def proofs_give(request: ApiRequest, id: Path[Id], body: proofs.ProofIn) -> HttpResponse:
    """Rest a criterion on something; the deal moves on where that carries it. The same once more changes nothing."""
    given = services.prove(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _checklist(request, id, given)


@router.post(
    "/opportunities/{int:id}/proof-waivers",
    operation_id="proofs_waive",
    response={201: proofs.DealChecklistGiven},
)
@idempotent
def proofs_waive(request: ApiRequest, id: Path[Id], body: proofs.WaiverIn) -> HttpResponse:
    """Say of criteria that they do not apply to this deal, with one reason for all."""
    given = services.waive(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _checklist(request, id, given)


@router.post(
    "/opportunities/{int:id}/proof-withdrawals",
    operation_id="proofs_withdraw",
    response={201: proofs.DealChecklistGiven},
)
@idempotent
def proofs_withdraw(request: ApiRequest, id: Path[Id], body: proofs.WithdrawalIn) -> HttpResponse:
    """Take evidence back; it stays as history."""
    given = services.withdraw(id, **body.dict(), actor=request.auth, now=timezone.now())
    return _checklist(request, id, given)


@router.get("/opportunities/claims", operation_id="opportunities_claims", response=proofs.Claims)
def opportunities_claims(request: ApiRequest, params: Query[proofs.ClaimsAsked]) -> HttpResponse:
    """Person by person and unit by unit: what open deals claim, and what the evidence carries."""
    return respond(queries.claims(**params.dict(), actor=request.auth, now=timezone.now()))


@router.get("/opportunities/sums", operation_id="opportunities_sums", response=proofs.OpportunitySums)
def opportunities_sums(request: ApiRequest, params: Query[deals.OpportunityFilters]) -> HttpResponse:
    """What the open deals of a list come to: amount, weighted, and how much of that is credible."""
    found = queries.sums(filters=params.filters(), actor=request.auth, now=timezone.now())
    return respond(found)
