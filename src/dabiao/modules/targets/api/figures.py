"""HTTP of the figures in a tree: the grid, setting and declaring, dividing."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id
from dabiao.modules.targets import services
from dabiao.modules.targets.queries import grid
from dabiao.modules.targets.schemas import figures as schemas

router = Router(tags=["targets"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


@router.get("/targets/trees/{int:id}/grid", operation_id="target_grid", response=schemas.TargetGridOut)
def target_grid(request: ApiRequest, id: Path[Id], params: Query[schemas.GridParams]) -> HttpResponse:
    """The nodes that the caller sees by the periods of one length, with the figures and what each is divided into."""
    return respond(grid.grid(id, grain=params.grain, actor=request.auth))


@router.put("/targets/trees/{int:id}/cells", operation_id="targets_set", response=schemas.TargetsOut)
def targets_set(request: ApiRequest, id: Path[Id], body: schemas.TargetsIn) -> HttpResponse:
    """All of these figures, or none. 422 with one error for each cell that cannot be (`cells.3.must`); 409
    `targets.below_parent`, `edit.conflict`."""
    cells = services.set_targets(id, cells=schemas.wanted(body.cells), reason=body.reason, **_who(request))
    return respond({"changed": len(cells)})


@router.put(
    "/targets/trees/{int:id}/declarations", operation_id="targets_declare", response=schemas.TargetsOut
)
def targets_declare(request: ApiRequest, id: Path[Id], body: schemas.DeclarationsIn) -> HttpResponse:
    """What those who have to reach it say they can; the lines in force stay as they are."""
    cells = services.declare(id, cells=schemas.wanted(body.cells), words=body.words, **_who(request))
    return respond({"changed": len(cells)})


@router.post("/targets/cells/{int:id}/closures", operation_id="targets_close", response={204: None})
@idempotent
def targets_close(request: ApiRequest, id: Path[Id], body: schemas.DivisionIn) -> HttpResponse:
    """It is broken down: its parts exceed it from now on, whoever writes. 409 `targets.below_parent`, `targets.no_parts`."""
    services.close(id, axis=body.axis, **_who(request))
    return no_content()


@router.post("/targets/cells/{int:id}/reopenings", operation_id="targets_reopen", response={204: None})
@idempotent
def targets_reopen(request: ApiRequest, id: Path[Id], body: schemas.DivisionOpening) -> HttpResponse:
    """Its parts may be less again, until it is closed anew."""
    services.open_again(id, axis=body.axis, reason=body.reason, **_who(request))
    return no_content()
