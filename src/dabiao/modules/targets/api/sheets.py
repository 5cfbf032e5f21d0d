"""HTTP of workbooks of targets: out and in."""

import tempfile
from pathlib import Path as FilePath

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Path, Query, Router
from ninja.files import UploadedFile

from dabiao.core.exporting.tables import WORKBOOK, disposition
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id
from dabiao.modules.targets import services
from dabiao.modules.targets.queries import sheets, tree_for
from dabiao.modules.targets.schemas import sheets as schemas
from dabiao.modules.targets.schemas.figures import GridParams

router = Router(tags=["targets"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/targets/trees/{int:id}/sheet.xlsx", operation_id="targets_sheet", openapi_extra=WORKBOOK)
def targets_sheet(request: ApiRequest, id: Path[Id], params: Query[GridParams]) -> HttpResponse:
    """What the caller sees of this tree as a workbook: it may be edited and read in again."""
    name, content = sheets.workbook(id, grain=params.grain, language=language_of(request), actor=request.auth)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = disposition(name)
    response["Cache-Control"] = "no-store"
    return response


@router.post(
    "/targets/trees/{int:id}/sheets", operation_id="targets_sheet_read", response=schemas.TargetSheetOut
)
def targets_sheet_read(
    request: ApiRequest, id: Path[Id], form: Form[schemas.TargetSheetIn], file: File[UploadedFile]
) -> HttpResponse:
    """What each changed cell of the workbook does, by its address; with `dry_run: false` all are set, or none. Reading the same
    workbook twice changes nothing the second time."""
    tree_for(id, actor=request.auth)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        for block in file.chunks():
            kept.write(block)
        kept.flush()
        said = services.read_sheet(
            id,
            path=FilePath(kept.name),
            file=(file.name or "")[:120],
            reason=form.reason,
            dry_run=form.dry_run,
            actor=request.auth,
            now=timezone.now(),
        )
    return respond(schemas.shown(said, language_of(request)))
