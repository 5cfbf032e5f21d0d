"""Views of lists, saved and shared."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema
from pydantic import field_validator

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import dumps, no_content, respond
from dabiao.core.http.routes.conditions import EXAMPLE
from dabiao.core.http.wire import LONGEST_WHERE, Edit, Id, Strict, text_of, unsent, without_nul
from dabiao.core.views import queries, services
from dabiao.core.views.models import Sharing

router = Router(tags=["views"])


class ViewColumn(Strict):
    name: str = Field(max_length=60, pattern=r"^[a-z][a-z0-9_.]*$", examples=["company"])
    width: int | None = Field(None, ge=40, le=1000, description="Pixels on a desk's screen.")


class ViewChanges(Strict):
    name: text_of(60, least=1) = unsent()  # type: ignore[valid-type]
    shared: Sharing = unsent()
    base: text_of(20) = unsent()  # type: ignore[valid-type]
    where: dict[str, Any] = unsent()
    filters: dict[str, str] = unsent()
    sort: text_of(60) = unsent()  # type: ignore[valid-type]
    columns: list[ViewColumn] = unsent()

    @field_validator("where", "filters")
    @classmethod
    def _small(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        if value is not None and len(dumps(value)) > LONGEST_WHERE:
            raise ValueError(f"at most {LONGEST_WHERE} bytes")
        return without_nul(value)


class ViewIn(ViewChanges):
    kind: str = Field(max_length=40, examples=["lead"])
    name: text_of(60, least=1) = Field(examples=["今天该联系的"])  # type: ignore[valid-type]
    shared: Sharing = Sharing.NOBODY
    base: text_of(20) = Field("", description="The built-in part it starts from.", examples=["mine"])  # type: ignore[valid-type]
    where: dict[str, Any] = Field({}, examples=[EXAMPLE])
    filters: dict[str, str] = Field({}, examples=[{"status": "contacted"}])
    sort: str = Field("", max_length=60, examples=["next_contact_at"])
    columns: list[ViewColumn] = Field([], max_length=60, description="Empty: those of the list.")


class ViewOut(Schema):
    id: int
    kind: str
    name: str
    owner_id: int
    owner_name: str
    shared: Sharing
    base: str
    where: dict[str, Any]
    dropped: list[str] = Field(description="Fields whose conditions were left out, since they exist no more.")
    filters: dict[str, str]
    sort: str
    columns: list[ViewColumn]
    version: int
    actions: list[str]


class Views(Schema):
    items: list[ViewOut]
    first_id: int | None = Field(description="The view with which the list opens.")


class KindParams(Schema):
    kind: str = Field(max_length=40, examples=["lead"])


class OrderIn(Strict):
    kind: str = Field(max_length=40, examples=["lead"])
    ids: list[Id] = Field(max_length=1000, examples=[[3, 1, 2]])


class FirstIn(Strict):
    kind: str = Field(max_length=40, examples=["lead"])
    view_id: Id | None = Field(examples=[None])


@router.get("/views", operation_id="views_list", response=Views)
def views_list(request: ApiRequest, params: Query[KindParams]) -> HttpResponse:
    """One's own views of a kind and those shared, in one's own order."""
    return respond(queries.listing(params.kind, actor=request.auth))


@router.post("/views", operation_id="views_create", response={201: ViewOut})
@idempotent
def views_create(request: ApiRequest, body: ViewIn) -> HttpResponse:
    """Sharing with one's unit is everybody's to do; with everyone it takes `view.share`."""
    values = body.dict()
    view = services.create(kind=values.pop("kind"), values=values, actor=request.auth, now=timezone.now())
    return respond(queries.detail(view.pk, actor=request.auth), 201)


@router.patch("/views/{int:id}", operation_id="views_edit", response=ViewOut)
def views_edit(request: ApiRequest, id: Path[Id], body: Edit[ViewChanges]) -> HttpResponse:
    services.edit(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.detail(id, actor=request.auth))


@router.delete("/views/{int:id}", operation_id="views_remove", response={204: None})
def views_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.remove(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.put("/views/order", operation_id="views_arrange", response={204: None})
def views_arrange(request: ApiRequest, body: OrderIn) -> HttpResponse:
    services.arrange(kind=body.kind, ids=body.ids, actor=request.auth)
    return no_content()


@router.put("/views/first", operation_id="views_open_first", response={204: None})
def views_open_first(request: ApiRequest, body: FirstIn) -> HttpResponse:
    """The view with which one's list opens; null for the list's own start."""
    services.open_first(kind=body.kind, view_id=body.view_id, actor=request.auth)
    return no_content()
