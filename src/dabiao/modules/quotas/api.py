"""HTTP of quotas."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.days import local_day
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.quotas import queries, schemas, services
from dabiao.modules.quotas.queries import asking, declared, progress

router = Router(tags=["quotas"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


@router.get("/quotas/progress", operation_id="quota_progress_mine", response=schemas.QuotaMine)
def quota_progress_mine(request: ApiRequest, params: Query[schemas.QuotaProgressParams]) -> HttpResponse:
    """How far I am today, this week or this month, kind by kind and day by day."""
    return respond(progress.mine(params.period, day=params.day, **_who(request)))


@router.get("/quotas/team", operation_id="quota_progress_team", response=schemas.QuotaTeam)
def quota_progress_team(request: ApiRequest, params: Query[schemas.QuotaTeamParams]) -> HttpResponse:
    """Everybody I see, who is furthest behind first."""
    asked = params.dict()
    return respond(progress.team(asked.pop("period"), **asked, **_who(request)))


@router.get(
    "/quotas/declarations", operation_id="quota_declarations_get", response=schemas.QuotaDeclarationOut
)
def quota_declarations_get(
    request: ApiRequest, params: Query[schemas.QuotaDeclarationParams]
) -> HttpResponse:
    """What somebody declared of a day, and every number before it."""
    return respond(declared.declared(**params.dict(), actor=request.auth))


@router.post(
    "/quotas/declarations", operation_id="quota_declarations_create", response=schemas.QuotaDeclarationOut
)
@idempotent
def quota_declarations_create(request: ApiRequest, body: schemas.QuotaDeclarationIn) -> HttpResponse:
    """So many more, or so many in all. Later and for others with a reason."""
    row = services.declare(**body.dict(), **_who(request))
    asked: dict[str, Any] = {"kind_id": row.kind_id, "user_id": row.owner_id, "day": row.day}
    return respond(declared.declared(**asked, actor=request.auth))


@router.get("/quotas/kinds", operation_id="quota_kinds_list", response=schemas.QuotaKindList)
def quota_kinds_list(request: ApiRequest, params: Query[schemas.QuotaKindsParams]) -> HttpResponse:
    """What may be asked for, in order."""
    return respond(queries.kinds(retired=params.retired, actor=request.auth))


@router.post("/quotas/kinds", operation_id="quota_kinds_create", response={201: schemas.QuotaKindOut})
@idempotent
def quota_kinds_create(request: ApiRequest, body: schemas.QuotaKindIn) -> HttpResponse:
    """A kind of the company's own: counted by a metric, or declared."""
    kind = services.create_kind(**body.dict(), **_who(request))
    return respond(queries.kind(kind.pk, actor=request.auth), 201)


@router.patch("/quotas/kinds/{int:id}", operation_id="quota_kinds_edit", response=schemas.QuotaKindOut)
def quota_kinds_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.QuotaKindChanges]) -> HttpResponse:
    """Its name, its place, in use or not."""
    services.edit_kind(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(queries.kind(id, actor=request.auth))


@router.get("/quotas/rules", operation_id="quota_rules_list", response=schemas.QuotaRows)
def quota_rules_list(request: ApiRequest) -> HttpResponse:
    """What is asked of whom today and later, with what it was before."""
    return respond(asking.rows(day=local_day(timezone.now()), actor=request.auth))


@router.put("/quotas/rules", operation_id="quota_rules_put", response=schemas.QuotaRows)
def quota_rules_put(request: ApiRequest, body: schemas.QuotaIn) -> HttpResponse:
    """So much a working day of each kind, from a day on; all or nothing. A second time changes nothing."""
    who = _who(request)
    services.set_quotas(**body.given(), **who)
    return respond(asking.rows(day=local_day(who["now"]), actor=request.auth))


@router.get("/quotas/terms", operation_id="quota_terms_get", response=schemas.QuotaTermsOut)
def quota_terms_get(request: ApiRequest) -> HttpResponse:
    """The ramp of newcomers, and how far back one corrects one's own numbers."""
    return respond(queries.terms_shown(actor=request.auth))


@router.patch("/quotas/terms", operation_id="quota_terms_edit", response=schemas.QuotaTermsOut)
def quota_terms_edit(request: ApiRequest, body: Edit[schemas.QuotaTermsChanges]) -> HttpResponse:
    """What counts from now on; past days too are judged by the new ramp."""
    services.edit_terms(changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(queries.terms_shown(actor=request.auth))
