"""HTTP of reviews."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.routes.exports import lists as exports
from dabiao.core.http.wire import Edit, Id, Page
from dabiao.modules.reviews import queries, schemas, services
from dabiao.modules.reviews.queries.choices import choices
from dabiao.modules.reviews.queries.detail import detail

router = Router(tags=["reviews"])
exports.offer("review_lesson", schemas.ReviewLessonFilters)


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


def _review(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(detail(id, **_who(request)), status)


@router.get("/reviews", operation_id="reviews_list", response=Page[schemas.ReviewRow])
def reviews_list(request: ApiRequest, params: Query[schemas.ReviewFilters]) -> HttpResponse:
    """Those within the reader's scope, the newest period first."""
    return respond(queries.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/reviews", operation_id="reviews_begin", response={201: schemas.ReviewOut})
@idempotent
def reviews_begin(request: ApiRequest, body: schemas.ReviewIn) -> HttpResponse:
    """The review of a node's period that has begun; the one there is, if there is one."""
    review = services.begin(**body.dict(), **_who(request))
    return _review(request, review.pk, 201)


@router.get("/reviews/choices", operation_id="review_choices", response=schemas.ReviewChoices)
def review_choices(request: ApiRequest) -> HttpResponse:
    """What the caller may write a review of."""
    return respond(choices(actor=request.auth, today=timezone.localdate()))


@router.get("/reviews/lessons", operation_id="review_lessons_list", response=Page[schemas.ReviewLesson])
def review_lessons_list(request: ApiRequest, params: Query[schemas.ReviewLessonFilters]) -> HttpResponse:
    """Lessons that are to become a procedure."""
    return respond(queries.lessons(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.get("/reviews/policy", operation_id="review_policy_get", response=schemas.ReviewPolicyOut)
def review_policy_get(request: ApiRequest) -> HttpResponse:
    return respond(queries.shown_policy(actor=request.auth))


@router.patch("/reviews/policy", operation_id="review_policy_edit", response=schemas.ReviewPolicyOut)
def review_policy_edit(request: ApiRequest, body: Edit[schemas.ReviewPolicyChanges]) -> HttpResponse:
    """When reviews are due."""
    services.edit_policy(changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(queries.shown_policy(actor=request.auth))


@router.get("/reviews/{int:id}", operation_id="reviews_get", response=schemas.ReviewOut)
def reviews_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """With the split of the gap, counted at this moment, and as it was when finished."""
    return _review(request, id)


@router.patch("/reviews/{int:id}", operation_id="reviews_edit", response=schemas.ReviewOut)
def reviews_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.ReviewChanges]) -> HttpResponse:
    services.edit(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return _review(request, id)


@router.post("/reviews/{int:id}/finishes", operation_id="reviews_finish", response=schemas.ReviewOut)
def reviews_finish(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Its figures stay as they are by now, and its actions become tasks."""
    services.finish(id, **_who(request))
    return _review(request, id)


@router.post("/reviews/{int:id}/reopenings", operation_id="reviews_reopen", response=schemas.ReviewOut)
@idempotent
def reviews_reopen(request: ApiRequest, id: Path[Id], body: schemas.ReviewReopenIn) -> HttpResponse:
    services.reopen(id, reason=body.reason, **_who(request))
    return _review(request, id)


@router.post("/reviews/{int:id}/points", operation_id="review_points_add", response={201: schemas.ReviewOut})
@idempotent
def review_points_add(request: ApiRequest, id: Path[Id], body: schemas.ReviewPointIn) -> HttpResponse:
    """A cause, a lesson or an action."""
    services.add_point(id, sort=body.sort, values=body.values(), **_who(request))
    return _review(request, id, 201)


@router.patch("/reviews/points/{int:id}", operation_id="review_points_edit", response=schemas.ReviewOut)
def review_points_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.ReviewPointChanges]
) -> HttpResponse:
    point = services.edit_point(
        id, changes=body.changed(), base=body.base, version=body.version, **_who(request)
    )
    return _review(request, point.review_id)


@router.delete("/reviews/points/{int:id}", operation_id="review_points_remove", response={204: None})
def review_points_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.remove_point(id, **_who(request))
    return no_content()
