"""Exports over HTTP: asked for beside a list, written by a worker, let pass by somebody else where the caps say so."""

from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.exporting import presenting, services
from dabiao.core.exporting.tables import disposition
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.routes.exports import lists
from dabiao.core.http.routes.exports.schemas import (
    AgainIn,
    ApprovalIn,
    EstimateIn,
    EstimateOut,
    ExportIn,
    ExportOut,
    ExportPage,
    ExportParams,
    RefusalIn,
)
from dabiao.core.http.wire import Id

router = Router(tags=["exports"])
_BLOCK = 256 * 1024


@router.get("/exports", operation_id="exports_list", response=ExportPage)
def exports_list(request: ApiRequest, params: Query[ExportParams]) -> HttpResponse:
    """Newest first."""
    language = language_of(request)
    return respond(presenting.page(params.view, params.page(), actor=request.auth, language=language))


@router.post("/exports/estimates", operation_id="exports_estimate", response=EstimateOut)
def exports_estimate(request: ApiRequest, body: EstimateIn) -> HttpResponse:
    """How many rows a file of this list would hold, and whether somebody would have to approve it. Changes nothing."""
    seen = lists.seen(body.kind, body.query)
    now = timezone.now()
    return respond(services.estimate(kind=body.kind, seen=seen, actor=request.auth, now=now))


@router.post("/exports", operation_id="exports_ask", response={201: ExportOut})
@idempotent
def exports_ask(request: ApiRequest, body: ExportIn) -> HttpResponse:
    """A file of exactly what the list shows you, masked as it is shown: `queued` within your caps, else `waiting`.

    A worker writes it; follow it by `status`, `done` and `total`. It shrinks with your rights, it never grows with them.
    """
    export = services.ask(
        kind=body.kind,
        seen=lists.seen(body.kind, body.query),
        format=body.format,
        columns=body.columns,
        language=language_of(request),
        reason=body.reason,
        actor=request.auth,
        now=timezone.now(),
    )
    return _answer(request, export.pk, 201)


@router.get("/exports/{int:id}", operation_id="exports_get", response=ExportOut)
def exports_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _answer(request, id)


@router.get("/exports/{int:id}/file", operation_id="exports_file")
def exports_file(request: ApiRequest, id: Path[Id]) -> StreamingHttpResponse:
    """The file, for whoever asked for it and nobody else, until it expires. Each download is audited."""
    export, content = services.download(id, actor=request.auth, now=timezone.now())
    assert export.file is not None
    response = StreamingHttpResponse(_blocks(content), content_type=export.file.content_type)
    response["Content-Disposition"] = disposition(export.file.name)
    response["Content-Length"] = str(export.file.size)
    response["Cache-Control"] = "no-store"
    return response


@router.post("/exports/{int:id}/cancellations", operation_id="exports_cancel", response=ExportOut)
def exports_cancel(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.cancel(id, actor=request.auth, now=timezone.now())
    return _answer(request, id)


@router.post("/exports/{int:id}/repetitions", operation_id="exports_again", response={201: ExportOut})
@idempotent
def exports_again(request: ApiRequest, id: Path[Id], body: AgainIn) -> HttpResponse:
    """Ask for the same once more, as of now; under today's caps."""
    export = services.again(id, reason=body.reason, actor=request.auth, now=timezone.now())
    return _answer(request, export.pk, 201)


@router.post("/exports/{int:id}/approvals", operation_id="exports_approve", response=ExportOut)
def exports_approve(request: ApiRequest, id: Path[Id], body: ApprovalIn) -> HttpResponse:
    """Let this request of somebody else pass."""
    services.approve(id, word=body.word, actor=request.auth, now=timezone.now())
    return _answer(request, id)


@router.post("/exports/{int:id}/refusals", operation_id="exports_refuse", response=ExportOut)
def exports_refuse(request: ApiRequest, id: Path[Id], body: RefusalIn) -> HttpResponse:
    services.refuse(id, word=body.word, actor=request.auth, now=timezone.now())
    return _answer(request, id)


def _blocks(content: BinaryIO) -> Iterator[bytes]:
    with content:
        while block := content.read(_BLOCK):
            yield block


def _answer(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(presenting.detail(id, actor=request.auth, language=language_of(request)), status)
