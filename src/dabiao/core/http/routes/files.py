"""Files of any record: sent, listed, looked at, taken home, removed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import Field, File, Form, Path, Query, Router, Schema
from ninja.files import UploadedFile

from dabiao.core.attachments import queries, receiving, services, sorts
from dabiao.core.exporting.tables import disposition
from dabiao.core.files import services as store
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import keyed, once
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id, Strict

router = Router(tags=["files"])
_BLOCK = 256 * 1024
# What people send may hold anything: shown by itself it runs nothing, sends nothing and belongs to no site.
_SANDBOX = (
    "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'none'"
)


class PictureSize(Schema):
    width: int
    height: int


class FileOut(Schema):
    id: int
    name: str
    size: int = Field(description="Bytes.")
    content_type: str
    picture: PictureSize | None = Field(description="There is a `thumbnail`; the size is the original's.")
    opens: bool = Field(description="A browser shows it by itself; anything else is only downloaded.")
    risky: bool = Field(description="It may hold programs, like a web page or a document with macros.")
    added_by_id: int | None = Field(description="null: it came from outside, with a form.")
    added_by_name: str | None
    added_at: datetime
    with_kind: str | None = Field(description="`comment` or `activity`, where it came with one.")
    waiting: bool = Field(description="Sent ahead for a comment or contact, and not used yet.")
    actions: list[str]


class FilePage(Schema):
    items: list[FileOut]
    next: str | None
    count: int


class OfRecord(Schema):
    subject_kind: str = Field(max_length=40, examples=["lead"])
    subject_id: Id
    cursor: str = Field("", max_length=40)


class FileForm(Strict):
    subject_kind: str = Field(max_length=40, examples=["lead"])
    subject_id: Id = Field(examples=[1])
    name: str = Field(
        "", max_length=1000, description="The file's own, unless told.", examples=["报价单.pdf"]
    )
    size: int | None = Field(None, ge=0, description="Bytes that are sent: fewer that arrive are refused.")
    waiting: bool = Field(
        False,
        description="Ahead of a comment or contact that will name it; else it is on the record at once.",
    )


class FileLimits(Schema):
    most_bytes: int = Field(description="Of one file.")
    most_together: int = Field(description="With one comment or contact, or sent to a record at a time.")


class FileUsage(Schema):
    used_bytes: int
    quota_bytes: int


@router.get("/files", operation_id="files_list", response=FilePage)
def files_list(request: ApiRequest, params: Query[OfRecord]) -> HttpResponse:
    """Of one record, with its comments' and contacts'; newest first."""
    said = params.dict()
    kind, id = said.pop("subject_kind"), said.pop("subject_id")
    return respond(queries.of_record(kind, id, **said, actor=request.auth))


@router.post("/files", operation_id="files_upload", response={201: FileOut})
@keyed
def files_upload(request: ApiRequest, form: Form[FileForm], file: File[UploadedFile]) -> HttpResponse:
    """Whoever sees a record and may add files puts one on it; programs are refused. The same key sends it once."""
    receiving.record_for(form.subject_kind, form.subject_id, request.auth)
    with receiving.received(file, name=form.name or file.name or "", size=form.size) as arrived:
        said = [arrived.incoming.sha256, arrived.name, form.subject_kind, form.subject_id, form.waiting]

        def attached() -> HttpResponse:
            made = services.attach(
                arrived,
                about_kind=form.subject_kind,
                about_id=form.subject_id,
                waiting=form.waiting,
                actor=request.auth,
                now=timezone.now(),
            )
            return respond(queries.one(made.pk, actor=request.auth), 201)

        return once(request, repr(said).encode(), attached)


@router.get("/files/limits", operation_id="files_limits", response=FileLimits)
def files_limits(request: ApiRequest) -> HttpResponse:
    limits = {"most_bytes": settings.FILE_MAX_BYTES, "most_together": services.MOST_TOGETHER}
    return respond(limits)


@router.get("/files/usage", operation_id="files_usage", response=FileUsage)
def files_usage(request: ApiRequest) -> HttpResponse:
    """How much of the company's room is taken."""
    request.auth.require("role.edit")
    return respond({"used_bytes": services.used_bytes(), "quota_bytes": settings.FILES_QUOTA_BYTES})


@router.get("/files/{int:id}/content", operation_id="files_content")
def files_content(request: ApiRequest, id: Path[Id], download: bool = False) -> StreamingHttpResponse:
    """The bytes. Pictures and PDF show themselves unless `download`, in a sandbox; all else is saved. It is audited."""
    file, content = services.download(id, actor=request.auth, now=timezone.now())
    shows = sorts.opens(file.content_type) and not download
    response = StreamingHttpResponse(_blocks(content), content_type=file.content_type)
    response["Content-Disposition"] = disposition(file.name, how="inline" if shows else "attachment")
    response["Content-Length"] = str(file.size)
    return _guarded(response, "private, no-store")


@router.get("/files/{int:id}/thumbnail", operation_id="files_thumbnail")
def files_thumbnail(request: ApiRequest, id: Path[Id]) -> StreamingHttpResponse:
    """A small WebP of a picture; `files.no_thumbnail` for what is none."""
    small = queries.thumbnail(id, actor=request.auth)
    response = StreamingHttpResponse(_blocks(store.open_file(small.pk)), content_type=small.content_type)
    return _guarded(response, "private, max-age=3600")


@router.delete("/files/{int:id}", operation_id="files_remove", response={204: None})
def files_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """One's own, or anybody's with `file.remove`; it can be brought back for an hour."""
    services.remove(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.post("/files/{int:id}/restorations", operation_id="files_restore", response=FileOut)
def files_restore(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """What one removed oneself, within an hour."""
    services.restore(id, actor=request.auth, now=timezone.now())
    return respond(queries.one(id, actor=request.auth))


def _blocks(content: BinaryIO) -> Iterator[bytes]:
    with content:
        while block := content.read(_BLOCK):
            yield block


def _guarded(response: StreamingHttpResponse, caching: str) -> StreamingHttpResponse:
    headers: dict[str, Any] = {
        "Content-Security-Policy": _SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": caching,
    }
    for name, value in headers.items():
        response[name] = value
    return response
