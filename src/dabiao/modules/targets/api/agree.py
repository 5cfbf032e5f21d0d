"""HTTP of the dialogue on figures, of locks, reserve measures, and what stands beside."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import row_refused
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.targets import services
from dabiao.modules.targets.queries import beside, checking, dialogue, history, lock_policy, reserves
from dabiao.modules.targets.schemas import agree as schemas
from dabiao.modules.targets.schemas.figures import GridParams, TargetsOut, wanted

router = Router(tags=["targets"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


def _answered(request: ApiRequest, outcomes: list[services.Outcome]) -> HttpResponse:
    return respond(
        {
            "results": [
                {"id": one.cell_id, "ok": True, "awaits": one.awaits, "agreed": one.agreed}
                if one.error is None
                else row_refused(request, one.error, id=one.cell_id)
                for one in outcomes
            ]
        }
    )


@router.get(
    "/targets/cells/{int:id}/dialogue", operation_id="target_dialogue", response=schemas.TargetDialogueOut
)
def target_dialogue(
    request: ApiRequest, id: Path[Id], params: Query[schemas.TargetLogParams]
) -> HttpResponse:
    """The figures of both sides, who has to answer, what the caller may do, and the conversation: steps and comments."""
    return respond(dialogue.dialogue(id, cursor=params.cursor, limit=params.limit, actor=request.auth))


@router.get(
    "/targets/cells/{int:id}/history", operation_id="target_history", response=schemas.TargetHistoryOut
)
def target_history(request: ApiRequest, id: Path[Id], params: Query[schemas.TargetLogParams]) -> HttpResponse:
    """Who changed it when, from what to what, and why; with the steps of the dialogue and the locks."""
    return respond(history.history(id, cursor=params.cursor, limit=params.limit, actor=request.auth))


@router.post("/targets/trees/{int:id}/proposals", operation_id="targets_propose", response={201: TargetsOut})
@idempotent
def targets_propose(request: ApiRequest, id: Path[Id], body: schemas.TargetProposalIn) -> HttpResponse:
    """Set lines from above with words to those who have to reach them, who are told. All of them or none, as `targets_set`."""
    cells = services.propose(id, cells=wanted(body.cells), words=body.words, **_who(request))
    return respond({"changed": len(cells)}, 201)


@router.post(
    "/targets/trees/{int:id}/acceptances",
    operation_id="targets_accept",
    response=schemas.TargetAnswers,
)
@idempotent
def targets_accept(request: ApiRequest, id: Path[Id], body: schemas.TargetAnswersIn) -> HttpResponse:
    """Say yes: from above to what was declared, which comes into force; from below to the lines in force. A result for each
    figure; 409 `targets.changed_meanwhile` for one that is not as it was seen."""
    outcomes = services.accept(
        id, cells=body.answers(), side=body.side or "", words=body.words, **_who(request)
    )
    return _answered(request, outcomes)


@router.post(
    "/targets/trees/{int:id}/insistences",
    operation_id="targets_insist",
    response=schemas.TargetAnswers,
)
@idempotent
def targets_insist(request: ApiRequest, id: Path[Id], body: schemas.TargetInsistenceIn) -> HttpResponse:
    """From above: the lines in force stay, and why. A result for each figure."""
    outcomes = services.insist(id, cells=body.answers(), reason=body.reason, **_who(request))
    return _answered(request, outcomes)


@router.post(
    "/targets/trees/{int:id}/withdrawals",
    operation_id="targets_withdraw",
    response=schemas.TargetAnswers,
)
@idempotent
def targets_withdraw(request: ApiRequest, id: Path[Id], body: schemas.TargetAnswersIn) -> HttpResponse:
    """Take one's word back, and what was declared with it. A result for each figure; none of a locked one."""
    outcomes = services.withdraw(
        id, cells=body.answers(), side=body.side or "", words=body.words, **_who(request)
    )
    return _answered(request, outcomes)


@router.post(
    "/targets/trees/{int:id}/acceptance_undos",
    operation_id="targets_take_back",
    response=schemas.TargetAnswers,
)
@idempotent
def targets_take_back(request: ApiRequest, id: Path[Id], body: schemas.TargetTakeBackIn) -> HttpResponse:
    """The caller's yes as if it had not been said: the figure, both words and who is waited for as before. A result for each
    figure; 409 `targets.nothing_to_take_back` where it was not said last."""
    return _answered(request, services.take_back(id, cell_ids=body.ids, **_who(request)))


@router.get("/targets/cells/{int:id}/check", operation_id="target_check", response=schemas.TargetCheckOut)
def target_check(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Specific, measurable, achievable, relevant, time-bound, and with a reserve: what is missing before it can be locked."""
    return respond(checking.check(id, **_who(request)))


@router.post(
    "/targets/trees/{int:id}/locks", operation_id="targets_lock", response={201: schemas.TargetLocksOut}
)
@idempotent
def targets_lock(request: ApiRequest, id: Path[Id], body: schemas.TargetLockIn) -> HttpResponse:
    """Lock these cells, or a node's year: all of them, or none with 409 `targets.check_fails` and what each lacks."""
    return respond({"changed": len(services.lock(id, **body.dict(), **_who(request)))}, 201)


@router.post(
    "/targets/trees/{int:id}/unlocks", operation_id="targets_unlock", response={201: schemas.TargetLocksOut}
)
@idempotent
def targets_unlock(request: ApiRequest, id: Path[Id], body: schemas.TargetUnlockIn) -> HttpResponse:
    return respond({"changed": len(services.unlock(id, **body.dict(), **_who(request)))}, 201)


@router.post(
    "/targets/cells/{int:id}/change-requests", operation_id="target_changes_ask", response={204: None}
)
@idempotent
def target_changes_ask(
    request: ApiRequest, id: Path[Id], body: schemas.TargetChangeRequestIn
) -> HttpResponse:
    """Ask who keeps the tree to move a locked figure beyond its band."""
    services.ask_change(id, **body.dict(), **_who(request))
    return no_content()


@router.post(
    "/targets/cells/{int:id}/change-answers", operation_id="target_changes_answer", response={204: None}
)
@idempotent
def target_changes_answer(
    request: ApiRequest, id: Path[Id], body: schemas.TargetChangeAnswerIn
) -> HttpResponse:
    """Granted, it comes into force at once."""
    services.answer_change(id, **body.dict(), **_who(request))
    return no_content()


@router.get(
    "/targets/cells/{int:id}/reserves",
    operation_id="target_reserves_list",
    response=schemas.TargetReserveList,
)
def target_reserves_list(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """What is held ready for this target, the earliest first."""
    return respond({"items": reserves.listing(id, actor=request.auth)})


@router.post(
    "/targets/cells/{int:id}/reserves",
    operation_id="target_reserves_create",
    response={201: schemas.TargetReserveOut},
)
@idempotent
def target_reserves_create(request: ApiRequest, id: Path[Id], body: schemas.TargetReserveIn) -> HttpResponse:
    """On its day its owner and who sets the target are told how far it is."""
    made = services.plan_reserve(id, **body.dict(), **_who(request))
    return respond(reserves.detail(made.pk, actor=request.auth), 201)


@router.patch(
    "/targets/reserves/{int:id}", operation_id="target_reserves_edit", response=schemas.TargetReserveOut
)
def target_reserves_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.TargetReserveChanges]
) -> HttpResponse:
    services.edit_reserve(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(reserves.detail(id, actor=request.auth))


@router.delete("/targets/reserves/{int:id}", operation_id="target_reserves_remove", response={204: None})
def target_reserves_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.remove_reserve(id, **_who(request))
    return no_content()


@router.get(
    "/targets/trees/{int:id}/beside", operation_id="target_beside_list", response=schemas.TargetBesideList
)
def target_beside_list(request: ApiRequest, id: Path[Id], params: Query[GridParams]) -> HttpResponse:
    """Break-even and board budget, for who keeps the tree."""
    return respond({"items": beside.listing(id, grain=params.grain, actor=request.auth)})


@router.put(
    "/targets/trees/{int:id}/beside", operation_id="target_beside_set", response=schemas.TargetBesideOut
)
def target_beside_set(request: ApiRequest, id: Path[Id], body: schemas.TargetBesideIn) -> HttpResponse:
    """Fixed cost with margin, and budget; null takes one away, what is not sent stays."""
    row = services.set_beside(
        id,
        node_id=body.node_id,
        grain=body.grain,
        starts_on=body.starts_on,
        values=body.values(),
        **_who(request),
    )
    return respond(beside.shown(row))


@router.get(
    "/targets/trees/{int:id}/lock-policy",
    operation_id="target_lock_policy_get",
    response=schemas.TargetLockPolicyOut,
)
def target_lock_policy_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """How far a locked figure may be moved, how much reserve a must needs, how far above the past it may go."""
    return respond(lock_policy.shown(id, actor=request.auth))


@router.patch(
    "/targets/trees/{int:id}/lock-policy",
    operation_id="target_lock_policy_edit",
    response=schemas.TargetLockPolicyOut,
)
def target_lock_policy_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.TargetLockPolicyChanges]
) -> HttpResponse:
    services.edit_lock_policy(
        id, changes=body.changed(), base=body.base, version=body.version, **_who(request)
    )
    return respond(lock_policy.shown(id, actor=request.auth))
