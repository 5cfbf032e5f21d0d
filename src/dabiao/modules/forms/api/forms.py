"""HTTP of forms as they are made and looked after."""

from datetime import date, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.forms import queries, schemas, services
from dabiao.modules.forms.api import markup
from dabiao.modules.forms.models import Form
from dabiao.modules.forms.rules.checking import tidied
from dabiao.modules.forms.services import forming

router = Router(tags=["forms"])


def since(days: int) -> date:
    """The first of so many days, the last of which is today."""
    return timezone.localdate() - timedelta(days=days - 1)


def _one(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    shown = queries.detail(id, actor=request.auth)
    return respond({**shown, "public_url": settings.PUBLIC_URL}, status)


@router.get("/forms", operation_id="forms_list", response=schemas.FormsOut)
def forms_list(request: ApiRequest, asked: Query[schemas.FormsAsked]) -> HttpResponse:
    """Every form one looks after, live ones first, with its numbers of the last days."""
    start = since(asked.days)
    filters = {"state": asked.state} if asked.state else {}
    items = queries.listing(since=start, filters=filters, actor=request.auth)
    return respond({"items": items, "most": forming.MOST, "since": start, "public_url": settings.PUBLIC_URL})


@router.post("/forms", operation_id="forms_create", response={201: schemas.FormOut})
@idempotent
def forms_create(request: ApiRequest, body: schemas.FormIn) -> HttpResponse:
    form = services.create(values=body.dict(), actor=request.auth, now=timezone.now())
    return _one(request, form.pk, 201)


@router.get("/forms/{int:id}", operation_id="forms_get", response=schemas.FormOut)
def forms_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return _one(request, id)


@router.patch("/forms/{int:id}", operation_id="forms_edit", response=schemas.FormOut)
def forms_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.FormChanges]) -> HttpResponse:
    """Also opens and closes it."""
    services.edit(
        id,
        changes=body.changes.dict(exclude_unset=True),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _one(request, id)


@router.delete("/forms/{int:id}", operation_id="forms_remove", response={204: None})
def forms_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Only one that nobody has filled in; 409 `forms.was_used`: another is closed."""
    services.remove(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.post("/forms/{int:id}/tokens", operation_id="forms_renew", response={201: schemas.FormOut})
@idempotent
def forms_renew(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """A new address; wherever the old one is embedded it works no more."""
    services.renew(id, actor=request.auth, now=timezone.now())
    return _one(request, id, 201)


@router.post("/form-previews", operation_id="forms_preview", response=schemas.FormPreviewOut)
def forms_preview(request: ApiRequest, body: schemas.FormPreviewIn) -> HttpResponse:
    """The page of a form that is still being made. Keeps nothing."""
    request.auth.require(forming.PERMISSION)
    draft = Form(token="", **tidied({"name": "", **body.dict()}))
    return respond({"html": markup.form_page(markup.Asked(draft, alive=False))})
