"""HTTP of codes, and their pictures."""

from typing import Literal

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.drawing import drawn
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.forms import queries, schemas, services
from dabiao.modules.forms.api.forms import since
from dabiao.modules.forms.services import coding

router = Router(tags=["forms"])
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@router.get("/forms/{int:id}/codes", operation_id="form_codes_list", response=schemas.CodesOut)
def form_codes_list(request: ApiRequest, id: Path[Id], asked: Query[schemas.Since]) -> HttpResponse:
    """The codes of a form, newest first, with their numbers of the last days."""
    start = since(asked.days)
    items = queries.codes(id, since=start, actor=request.auth)
    return respond({"items": items, "most": coding.MOST, "since": start})


@router.post("/forms/{int:id}/codes", operation_id="form_codes_create", response={201: schemas.CodeOut})
@idempotent
def form_codes_create(request: ApiRequest, id: Path[Id], body: schemas.CodeIn) -> HttpResponse:
    code = services.create_code(id, values=body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.code_detail(code.pk, since=since(30), actor=request.auth), 201)


@router.patch("/form-codes/{int:id}", operation_id="form_codes_edit", response=schemas.CodeOut)
def form_codes_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.CodeChanges]) -> HttpResponse:
    """What is printed stays good."""
    services.edit_code(
        id,
        changes=body.changes.dict(exclude_unset=True),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.code_detail(id, since=since(30), actor=request.auth))


@router.delete("/form-codes/{int:id}", operation_id="form_codes_remove", response={204: None})
def form_codes_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Who follows what is printed still gets to the form."""
    services.remove_code(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.get("/form-codes/{int:id}/image", operation_id="form_codes_image")
def form_codes_image(
    request: ApiRequest, id: Path[Id], format: Query[Literal["svg", "png"]] = "svg"
) -> FileResponse:
    """The QR code, to be printed: as large as one likes (`svg`), or 1,000 dots wide and more (`png`)."""
    code = queries.code_detail(id, since=since(1), actor=request.auth)
    home = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    picture = drawn(f"{home}/q/{code['token']}", format)
    name = f"code-{code['token']}.{format}"
    response = FileResponse(picture, as_attachment=True, filename=name, content_type=TYPES[format])
    response["Cache-Control"] = "no-store"
    return response
