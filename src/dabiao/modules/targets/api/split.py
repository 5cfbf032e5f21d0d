"""HTTP of suggestions, of filling and copying trees, and of what people can carry."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router

from dabiao.core.days import local_day
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.targets import services
from dabiao.modules.targets.queries import capacity, copying, filling, suggesting, tree_for
from dabiao.modules.targets.queries.suggesting import Pin
from dabiao.modules.targets.schemas import split as schemas

router = Router(tags=["targets"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


@router.post(
    "/targets/cells/{int:id}/suggestions",
    operation_id="targets_suggest",
    response=schemas.TargetSuggestionOut,
)
def targets_suggest(request: ApiRequest, id: Path[Id], body: schemas.TargetSuggestionIn) -> HttpResponse:
    """The parts of this figure, summing to it and its buffer to the unit, with the reasons. Writes nothing: what is accepted
    is set as any figure is."""
    pins = [Pin(**one.dict()) for one in body.pins]
    day = local_day(timezone.now())
    asked: dict[str, Any] = {"axis": body.axis, "mix": body.mix.given(), "pins": pins, "day": day}
    return respond(suggesting.suggestion(id, **asked, actor=request.auth))


@router.post(
    "/targets/trees/{int:id}/fillings", operation_id="targets_fill", response=schemas.TargetFillingOut
)
@idempotent
def targets_fill(request: ApiRequest, id: Path[Id], body: schemas.TargetFillingIn) -> HttpResponse:
    """Every level below and every period at once: shown, or with `dry_run: false` set, all or nothing."""
    who, asked = _who(request), body.dict(exclude={"dry_run", "down", "time"})
    asked |= {"down": body.down.given(), "time": body.time.given(), "day": local_day(who["now"])}
    if not body.dry_run:
        return respond(services.fill_tree(id, **asked, **who))
    tree = tree_for(id, actor=request.auth)
    return respond(filling.shown(tree, *filling.filling(tree, **asked, actor=request.auth)))


@router.post("/targets/trees/{int:id}/copies", operation_id="targets_copy", response=schemas.TargetFillingOut)
@idempotent
def targets_copy(request: ApiRequest, id: Path[Id], body: schemas.TargetCopyIn) -> HttpResponse:
    """From another tree, or from what was attained the year before, with growth: shown, or with `dry_run: false` set."""
    who, asked = _who(request), body.dict(exclude={"dry_run"})
    asked["day"] = local_day(who["now"])
    if not body.dry_run:
        return respond(services.copy_tree(id, **asked, **who))
    tree = tree_for(id, actor=request.auth)
    return respond(filling.shown(tree, *copying.copied(tree, **asked, actor=request.auth)))


@router.get("/targets/capacity", operation_id="target_capacity_get", response=schemas.TargetCapacityOut)
def target_capacity_get(request: ApiRequest) -> HttpResponse:
    """What the company thinks its people can carry, by level and by months since hire."""
    return respond(capacity.shown(actor=request.auth))


@router.patch("/targets/capacity", operation_id="target_capacity_edit", response=schemas.TargetCapacityOut)
def target_capacity_edit(request: ApiRequest, body: Edit[schemas.TargetCapacityChanges]) -> HttpResponse:
    """Suggestions go by it from now on; figures that are set stay."""
    services.edit_capacity(changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(capacity.shown(actor=request.auth))
