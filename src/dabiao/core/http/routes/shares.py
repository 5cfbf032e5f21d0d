"""Opening one record to one person beyond their scope."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from dabiao.core import subjects
from dabiao.core.access import services
from dabiao.core.access.models import Share
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id, Strict

router = Router(tags=["shares"])


class ShareIn(Strict):
    subject_kind: str = Field(max_length=40, examples=["lead"])
    subject_id: Id
    user_id: Id
    level: str = Field("read", max_length=8, description="`read` or `edit`.")


class ShareOut(Schema):
    user_id: int
    user_name: str
    level: str


class Shares(Schema):
    items: list[ShareOut]


class SubjectParams(Schema):
    subject_kind: str = Field(max_length=40)
    subject_id: Id


@router.get("/shares", operation_id="shares_list", response=Shares)
def shares_list(request: ApiRequest, params: Query[SubjectParams]) -> HttpResponse:
    subjects.load(params.subject_kind, params.subject_id, actor=request.auth)
    found = Share.objects.filter(
        kind=params.subject_kind, object_id=params.subject_id, source=""
    ).select_related("user")
    return respond(
        {"items": [{"user_id": s.user_id, "user_name": s.user.name, "level": s.level} for s in found]}
    )


@router.post("/shares", operation_id="shares_create", response={201: ShareOut})
def shares_create(request: ApiRequest, body: ShareIn) -> HttpResponse:
    granted = services.share(
        kind=body.subject_kind,
        object_id=body.subject_id,
        user_id=body.user_id,
        level=body.level,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond({"user_id": granted.user_id, "user_name": granted.user.name, "level": granted.level}, 201)


@router.delete(
    "/shares/{subject_kind}/{int:subject_id}/{int:user_id}",
    operation_id="shares_withdraw",
    response={204: None},
)
def shares_withdraw(
    request: ApiRequest, subject_kind: str, subject_id: Path[Id], user_id: Path[Id]
) -> HttpResponse:
    services.unshare(
        kind=subject_kind, object_id=subject_id, user_id=user_id, actor=request.auth, now=timezone.now()
    )
    return no_content()
