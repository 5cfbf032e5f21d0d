"""HTTP of templates."""

from datetime import time
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Edit, Id
from dabiao.core.i18n import pick
from dabiao.modules.reports import services
from dabiao.modules.reports.queries import figures, presets, templates
from dabiao.modules.reports.rules.periods import Due
from dabiao.modules.reports.schemas import templates as schemas

router = Router(tags=["reports"])


def _shown(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(templates.detail(id, actor=request.auth, now=timezone.now()), status)


@router.get("/report-templates", operation_id="report_templates_list", response=schemas.ReportTemplateList)
def report_templates_list(request: ApiRequest, params: Query[schemas.ReportTemplatesParams]) -> HttpResponse:
    """What is asked of whom, the shortest periods first."""
    found = templates.listing(retired=params.retired, actor=request.auth, now=timezone.now())
    return respond({"items": found})


@router.post(
    "/report-templates", operation_id="report_templates_create", response={201: schemas.ReportTemplateOut}
)
@idempotent
def report_templates_create(request: ApiRequest, body: schemas.ReportTemplateIn) -> HttpResponse:
    """Asked from the period of `starts_on` on."""
    made = services.create_template(**body.dict(), actor=request.auth, now=timezone.now())
    return _shown(request, made.pk, 201)


@router.get(
    "/report-templates/presets", operation_id="report_templates_presets", response=schemas.ReportPresetList
)
def report_templates_presets(request: ApiRequest) -> HttpResponse:
    """Templates that the product offers, in the language of who asks; none is used until somebody takes it."""
    language = pick(request.headers.get("Accept-Language", ""))
    return respond({"items": presets.offered(language, actor=request.auth)})


@router.get(
    "/report-templates/figures", operation_id="report_templates_figures", response=schemas.ReportFigureList
)
def report_templates_figures(request: ApiRequest) -> HttpResponse:
    """Figures that fill themselves in."""
    return respond({"items": figures.offered(request.auth)})


@router.post(
    "/report-templates/audience", operation_id="report_templates_audience", response=schemas.ReportAudienceOut
)
def report_templates_audience(request: ApiRequest, body: schemas.ReportAudienceIn) -> HttpResponse:
    """Who would owe it, and when: changes nothing."""
    audience: dict[str, list[Any]] = {"unit_ids": body.unit_ids, "levels": body.levels, "roles": body.roles}
    found = templates.who(
        period=body.period,
        written_by=body.written_by,
        audience=audience,
        due=Due(time.fromisoformat(body.due_time), time.fromisoformat(body.noon_time), body.due_shift),
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(found)


@router.get(
    "/report-templates/{int:id}", operation_id="report_templates_get", response=schemas.ReportTemplateOut
)
def report_templates_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _shown(request, id)


@router.patch(
    "/report-templates/{int:id}", operation_id="report_templates_edit", response=schemas.ReportTemplateOut
)
def report_templates_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.ReportTemplateChanges]
) -> HttpResponse:
    """Open and written reports keep what they were begun with; the next period has this."""
    services.edit_template(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _shown(request, id)


@router.post(
    "/report-templates/{int:id}/retirements",
    operation_id="report_templates_retire",
    response=schemas.ReportTemplateOut,
)
@idempotent
def report_templates_retire(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Nothing is asked by it any more; what was written stays."""
    services.retire_template(id, actor=request.auth, now=timezone.now())
    return _shown(request, id)
