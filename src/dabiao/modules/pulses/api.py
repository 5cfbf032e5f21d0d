"""HTTP of pulses."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.pulses import queries, schemas, services

router = Router(tags=["pulses"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


@router.get("/pulses/mine", operation_id="pulses_mine", response=schemas.PulseMineOut)
def pulses_mine(request: ApiRequest) -> HttpResponse:
    """The asking that waits for one's answer; all null where none does."""
    return respond(queries.mine(**_who(request)))


@router.post("/pulses/{int:id}/answers", operation_id="pulses_answer", response={204: None})
def pulses_answer(request: ApiRequest, id: Path[Id], body: schemas.PulseAnswerIn) -> HttpResponse:
    """Once. It is kept that one has answered, and what was said in one's unit, with nothing between the two; so it can
    neither be changed nor taken back, and a second try is a conflict."""
    services.answer(id, **body.dict(), **_who(request))
    return HttpResponse(status=204)


@router.get("/pulses/board", operation_id="pulses_board", response=schemas.PulseBoardOut)
def pulses_board(request: ApiRequest) -> HttpResponse:
    """How the units in one's reach are, over up to twelve askings."""
    today = timezone.localdate(timezone.now(), timezone.get_default_timezone())
    return respond(queries.board(today=today, actor=request.auth))


@router.get("/pulses/{int:id}/words", operation_id="pulses_words", response=schemas.PulseWordsOut)
def pulses_words(request: ApiRequest, id: Path[Id], unit_id: Query[Id]) -> HttpResponse:
    """What was added in words in a unit and below, in no order."""
    return respond(queries.words(id, unit_id=unit_id, actor=request.auth))


@router.get("/pulses/policy", operation_id="pulse_policy_get", response=schemas.PulsePolicyOut)
def pulse_policy_get(request: ApiRequest) -> HttpResponse:
    """When everybody is asked."""
    return respond(queries.shown_policy(actor=request.auth))


@router.patch("/pulses/policy", operation_id="pulse_policy_edit", response=schemas.PulsePolicyOut)
def pulse_policy_edit(request: ApiRequest, body: Edit[schemas.PulsePolicyChanges]) -> HttpResponse:
    """From the next asking on."""
    services.edit_policy(changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(queries.shown_policy(actor=request.auth))
