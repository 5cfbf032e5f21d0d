"""Imports over HTTP."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import File, Form, Path, Query, Router
from ninja.files import UploadedFile

from dabiao.core.exporting.tables import TableFile, disposition
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.routes.imports.schemas import (
    ImportOut,
    ImportPage,
    RowFilters,
    RowPage,
    StartBody,
    UndoPreview,
    UploadForm,
)
from dabiao.core.http.wire import Id, PageParams
from dabiao.core.importing import outcomes, presenting, queries, services
from dabiao.core.lists.pages import page

router = Router(tags=["imports"])


@router.get("/imports", operation_id="imports_list", response=ImportPage)
def imports_list(request: ApiRequest, params: Query[PageParams]) -> HttpResponse:
    """Your own imports, and those that `import.read` reaches; newest first."""
    actor = request.auth
    return respond(page(queries.visible(actor), queries.SPEC, params.page(), actor=actor))


@router.post("/imports", operation_id="imports_upload", response={201: ImportOut})
def imports_upload(request: ApiRequest, form: Form[UploadForm], file: File[UploadedFile]) -> HttpResponse:
    """Upload a CSV or XLSX file. It is read to its end and its columns are guessed; nothing is imported yet."""
    said = form.dict(exclude={"kind"})
    run = services.upload(form.kind, file, file.name or "", request.auth, timezone.now(), **said)
    return _answer(request, run.pk, 201)


@router.get("/imports/{int:id}", operation_id="imports_get", response=ImportOut)
def imports_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _answer(request, id)


@router.post("/imports/{int:id}/runs", operation_id="imports_start", response={202: ImportOut})
def imports_start(request: ApiRequest, id: Path[Id], body: StartBody) -> HttpResponse:
    """Say what the columns mean and begin. A worker does the rest; follow it by its counters."""
    mapping = {column: name for column, name in body.mapping.items() if name}
    services.start(id, mapping, body.options, request.auth, timezone.now())
    return _answer(request, id, 202)


@router.post("/imports/{int:id}/cancellations", operation_id="imports_cancel", response=ImportOut)
def imports_cancel(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Stop at the end of the present chunk. What is imported stays, and the counters say how much that is."""
    services.cancel(id, request.auth, timezone.now())
    return _answer(request, id)


@router.get("/imports/{int:id}/rejected", operation_id="imports_rejected")
def imports_rejected(request: ApiRequest, id: Path[Id], format: str = "csv") -> StreamingHttpResponse:
    """The rows that were not taken, with the reasons in the language of the request, as CSV or XLSX."""
    export = services.export_rejects(
        run_id=id, format=format, language=language_of(request), actor=request.auth, now=timezone.now()
    )
    return _download(export)


@router.get("/imports/{int:id}/rows", operation_id="imports_rows", response=RowPage)
def imports_rows(request: ApiRequest, id: Path[Id], params: Query[RowFilters]) -> HttpResponse:
    """What became of each row, in the order of the file; after a trial, what would become of it."""
    run = queries.get(id, actor=request.auth)
    queries.demand_contents(request.auth, run)
    language = language_of(request)
    return respond(outcomes.page(run, **params.dict(), actor=request.auth, language=language))


@router.get("/imports/{int:id}/results", operation_id="imports_results")
def imports_results(request: ApiRequest, id: Path[Id], format: str = "csv") -> StreamingHttpResponse:
    """What became of every row, as CSV or XLSX."""
    export = services.export_rows(
        run_id=id, format=format, language=language_of(request), actor=request.auth, now=timezone.now()
    )
    return _download(export)


@router.get("/imports/{int:id}/undo", operation_id="imports_undo_preview", response=UndoPreview)
def imports_undo_preview(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """What an undo would find now."""
    return respond(services.undo_preview(id, request.auth, timezone.now()))


@router.post("/imports/{int:id}/undo", operation_id="imports_undo", response={202: ImportOut})
def imports_undo(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Take the import back within 30 days: new records go unless somebody has worked with them, changed fields are again
    what they were unless they were changed since, enquiries are withdrawn. A worker does it; what is kept is listed."""
    services.undo(id, request.auth, timezone.now())
    return _answer(request, id, 202)


def _download(export: TableFile) -> StreamingHttpResponse:
    response = StreamingHttpResponse(export.chunks, content_type=export.content_type)
    response["Content-Disposition"] = disposition(export.filename)
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: ApiRequest, run_id: int, status: int = 200) -> HttpResponse:
    run = queries.get(run_id, actor=request.auth)
    shown: dict[str, Any] = presenting.detail(run, actor=request.auth, language=language_of(request))
    return respond(shown, status)
