"""HTTP of pipelines: designing them, and bringing a deal from one into another."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router

from dabiao.core.bulk import services as bulk
from dabiao.core.errors import Conflict
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.schemas import pipelines as schemas
from dabiao.modules.opportunities.schemas.deals import OpportunityHanded, PipelineOut

router = Router(tags=["pipelines"])


@router.get("/pipelines", operation_id="pipelines_list", response=list[PipelineOut])
def pipelines_list(request: ApiRequest) -> HttpResponse:
    """Every pipeline with its stages in order, the default one first."""
    return respond(queries.pipelines(language_of(request)))


def _design(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    language = language_of(request)
    return respond(queries.design(id, actor=request.auth, now=timezone.now(), language=language), status)


@router.get("/pipelines/designs", operation_id="pipelines_designs", response=schemas.PipelineGlances)
def pipelines_designs(request: ApiRequest) -> HttpResponse:
    """Every pipeline at a glance, in the order in which new deals ask them."""
    language = language_of(request)
    return respond({"items": queries.overview(actor=request.auth, now=timezone.now(), language=language)})


@router.post("/pipelines", operation_id="pipelines_create", response={201: schemas.DesignOut})
@idempotent
def pipelines_create(request: ApiRequest, body: schemas.PipelineIn) -> HttpResponse:
    """A draft to design, which no deal goes yet."""
    made = services.create_pipeline(**body.dict(), actor=request.auth, now=timezone.now())
    return _design(request, made.pk, 201)


@router.put("/pipelines/order", operation_id="pipelines_arrange", response={204: None})
def pipelines_arrange(request: ApiRequest, body: schemas.PipelineOrderIn) -> HttpResponse:
    """A new deal goes the first one, all of whose conditions it meets."""
    services.order_pipelines(ids=body.ids, actor=request.auth, now=timezone.now())
    return no_content()


@router.get("/pipelines/{int:id}/design", operation_id="pipelines_get_design", response=schemas.DesignOut)
def pipelines_get_design(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The whole of it: stages, what they tell who sells, criteria; retired stages too, and how far its last change is."""
    return _design(request, id)


@router.put("/pipelines/{int:id}/design", operation_id="pipelines_put_design", response=schemas.DesignOut)
def pipelines_put_design(request: ApiRequest, id: Path[Id], body: schemas.DesignIn) -> HttpResponse:
    """Save the whole as one version. Open deals in stages that go are brought to others by a job, and all of it can be
    undone for an hour."""
    services.design_pipeline(
        id,
        plan=body.plan(),
        moves=body.mapping(),
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _design(request, id)


@router.post("/pipelines/{int:id}/previews", operation_id="pipelines_preview", response=schemas.DesignPreview)
def pipelines_preview(request: ApiRequest, id: Path[Id], body: schemas.DesignWanted) -> HttpResponse:
    """What saving this would mean for the open deals; nothing is changed."""
    plan, moves = body.plan(), body.mapping()
    return respond(
        queries.preview(id, plan=plan, moves=moves, actor=request.auth, language=language_of(request))
    )


@router.post(
    "/pipelines/{int:id}/changes/{int:change_id}/undos",
    operation_id="pipelines_undo_change",
    response={201: schemas.DesignOut},
)
def pipelines_undo_change(request: ApiRequest, id: Path[Id], change_id: Path[Id]) -> HttpResponse:
    """Take the last change back, within an hour: deals that were moved since stay and are named. Twice is as once."""
    services.ask_undo(id, redesign_id=change_id, actor=request.auth, now=timezone.now())
    return _design(request, id, 201)


@router.delete("/pipelines/{int:id}", operation_id="pipelines_remove", response={204: None})
def pipelines_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """One that no deal ever went; another is retired by its design."""
    services.remove_pipeline(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.get("/pipelines/{int:id}/guides", operation_id="pipelines_guides", response=schemas.StageGuides)
def pipelines_guides(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """What each stage tells who sells: the buyer's step, the key person, what to do, with what, in which words."""
    return respond({"items": queries.guides(id, actor=request.auth, language=language_of(request))})


@router.post(
    "/opportunities/{int:id}/pipeline-changes",
    operation_id="opportunities_change_pipeline",
    response={201: OpportunityHanded},
)
@idempotent
def opportunities_change_pipeline(
    request: ApiRequest, id: Path[Id], body: schemas.PipelineChangeIn
) -> HttpResponse:
    """Into a stage of another pipeline. 409 `opportunities.stage_moved` if somebody moved it meanwhile."""
    who: dict[str, Any] = {"actor": request.auth, "now": timezone.now()}
    language = language_of(request)
    try:
        undo_id = bulk.one(
            "opportunity", id, "move", lambda: services.change_pipeline(id, **body.dict(), **who), **who
        )
    except Conflict as conflict:
        if "stage_code" in conflict.params:
            code, name = conflict.params["stage_code"], conflict.params["stage_name"]
            conflict.params["stage_name"] = queries.stage_title(code, name, language)
        raise
    row = queries.detail(id, **who, language=language)
    return respond({**row, "undo_id": undo_id}, 201)
