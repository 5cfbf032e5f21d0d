"""HTTP of forecasts."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.forecasts import schemas
from dabiao.modules.forecasts.queries import accuracy, outlook, showing
from dabiao.modules.forecasts.services import choosing, learning

router = Router(tags=["forecasts"])


@router.get("/forecasts", operation_id="forecasts_show", response=schemas.ForecastOut)
def forecasts_show(request: ApiRequest, asked: Query[schemas.ForecastAsked]) -> HttpResponse:
    """What a month or quarter will bring, of the deals that one sees, with an interval that holds eight times in ten."""
    return respond(outlook.show(asked.span, way=asked.way, actor=request.auth, now=timezone.now()))


@router.get("/forecasts/accuracy", operation_id="forecasts_accuracy", response=schemas.AccuracyOut)
def forecasts_accuracy(request: ApiRequest, asked: Query[schemas.AccuracyAsked]) -> HttpResponse:
    """How near the forecasts of past periods came, by how long before their end they were made."""
    found = accuracy.show(asked.grain, unit_id=asked.unit_id, actor=request.auth, now=timezone.now())
    return respond(found)


@router.get("/forecasts/model", operation_id="forecasts_model", response=schemas.ForecastModelOut)
def forecasts_model(request: ApiRequest) -> HttpResponse:
    """The trained model, its figures, and why it may be used or not."""
    return respond(showing.model(language=language_of(request), actor=request.auth))


@router.patch("/forecasts/policy", operation_id="forecasts_policy_edit", response=schemas.ForecastPolicyOut)
def forecasts_policy_edit(request: ApiRequest, body: Edit[schemas.ForecastPolicyChanges]) -> HttpResponse:
    """Switch models off or on. Off, a company that went by the model goes by stage."""
    policy = choosing.edit_policy(
        changes=body.changed(), base=body.base, version=body.version, actor=request.auth, now=timezone.now()
    )
    return respond({"model_mode": policy.model_mode, "version": policy.version})


@router.post("/forecasts/trainings", operation_id="forecasts_train", response={201: schemas.ForecastModelOut})
@idempotent
def forecasts_train(request: ApiRequest) -> HttpResponse:
    """Train a model now, besides the training of every week."""
    learning.ask_training(actor=request.auth, now=timezone.now())
    return respond(showing.model(language=language_of(request), actor=request.auth), 201)


@router.get(
    "/opportunities/{int:id}/chances", operation_id="opportunities_chances", response=schemas.DealChancesOut
)
def opportunities_chances(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The chances of one deal, and what moves the model's."""
    return respond(showing.of_deal(id, language=language_of(request), actor=request.auth, now=timezone.now()))
