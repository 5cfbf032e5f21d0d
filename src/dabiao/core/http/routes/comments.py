"""Comments on any record; they are read in its timeline."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Path, Router, Schema

from dabiao.core.comments import queries, services
from dabiao.core.comments.models import LONGEST
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.routes.files import FileOut
from dabiao.core.http.wire import Id, Strict, text_of

router = Router(tags=["comments"])
MENTIONS = "People named in the text; each must see the record, and is told."
SENT_AHEAD = "Files sent ahead (`files_upload` with `waiting`), about the same record."


class Said(Strict):
    text: text_of(LONGEST) = Field(examples=["@李敏 客户想先看样品，周五前能寄到吗？"])  # type: ignore[valid-type]
    mentions: list[Id] = Field([], max_length=100, examples=[[]], description=MENTIONS)


class CommentIn(Said):
    subject_kind: str = Field(max_length=40, examples=["lead"])
    subject_id: Id
    files: list[Id] = Field([], max_length=100, examples=[[]], description=SENT_AHEAD)


class CommentEdit(Said):
    version: int = Field(examples=[1], description="As read; another means that it was changed meanwhile.")


class Mentioned(Schema):
    id: int
    name: str


class CommentOut(Schema):
    comment_id: int
    text: str
    mentions: list[Mentioned]
    version: int
    edited: bool
    removed: bool
    actions: list[str]
    files: list[FileOut]


@router.post("/comments", operation_id="comments_create", response={201: CommentOut})
@idempotent
def comments_create(request: ApiRequest, body: CommentIn) -> HttpResponse:
    """Whoever sees a record may comment on it. Its owner is told, and whoever is named."""
    comment = services.add(**body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.one(comment.pk, actor=request.auth), 201)


@router.patch("/comments/{int:id}", operation_id="comments_edit", response=CommentOut)
def comments_edit(request: ApiRequest, id: Path[Id], body: CommentEdit) -> HttpResponse:
    services.edit(id, **body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.one(id, actor=request.auth))


@router.delete("/comments/{int:id}", operation_id="comments_remove", response={204: None})
def comments_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """One's own, or anybody's with `comment.remove`."""
    services.remove(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.post("/comments/{int:id}/restore", operation_id="comments_restore", response=CommentOut)
def comments_restore(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.restore(id, actor=request.auth, now=timezone.now())
    return respond(queries.one(id, actor=request.auth))
