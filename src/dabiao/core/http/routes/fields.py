"""The company's own fields: what they are, and making them."""

from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Path, Router, Schema

from dabiao.core.fields import definitions, kinds, services
from dabiao.core.fields.definitions import Definition
from dabiao.core.fields.enums import INDEXABLE, SORTABLE, FieldType, IndexState
from dabiao.core.fields.models import CustomField
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id, Strict, text_of, unsent, without_nul

router = Router(tags=["fields"])
Words = dict[str, Annotated[str, Field(max_length=400)]]
BUDGET = {"zh-Hans": "预算", "en": "Budget"}


class OptionIn(Strict):
    id: str = Field("", max_length=20, description="Absent for a new option.")
    labels: Words = Field(examples=[{"zh-Hans": "用友", "en": "Yonyou"}])
    retired: bool = Field(False, description="Still read where it was chosen, chosen no more.")


class CustomFieldChanges(Strict):
    """Only what is sent changes. Key, kind and type stay."""

    labels: Words = unsent()
    help: Words = unsent()
    required: bool = unsent()
    minimum: int | str | None = unsent()
    maximum: int | str | None = unsent()
    max_length: int | None = unsent()
    default: Any = unsent()
    options: Annotated[list[OptionIn], Field(max_length=400)] = unsent()
    section: text_of(40) = unsent()  # type: ignore[valid-type]
    listed: bool = unsent()
    indexed: bool = unsent()


class CustomFieldIn(CustomFieldChanges):
    kind: str = Field(max_length=40, examples=["lead"])
    key: str = Field(
        max_length=60,
        description="Its name for programs, for ever: small letters, digits, `_`.",
        examples=["budget"],
    )
    type: FieldType
    labels: Words = Field(description="Language → words; one language is enough.", examples=[BUDGET])
    scale: int = Field(0, ge=0, le=6, description="Decimals of a `number`: 2 keeps 12.50 as 1250.")


class OptionOut(Schema):
    id: str
    labels: dict[str, str]
    retired: bool


class CustomFieldOut(Schema):
    """`minimum`, `maximum` and `default` are values as records hold them."""

    id: int
    kind: str
    key: str
    type: FieldType
    labels: dict[str, str] = Field(examples=[BUDGET])
    help: dict[str, str]
    required: bool = Field(description="Asked for when a record is made; older ones may be without.")
    scale: int
    minimum: int | str | None
    maximum: int | str | None
    max_length: int | None
    default: Any
    options: list[OptionOut]
    section: str = Field(description="The group it stands in on the record's page.")
    position: int
    listed: bool = Field(description="A column of the list unless somebody chose otherwise.")
    sortable: bool
    indexable: bool
    indexed: bool
    index_state: IndexState = Field(description="How far the database has come with the index.")
    index_error: str
    removed: bool = Field(description="Hidden, its data kept.")
    purging: bool = Field(description="Its data is being erased.")
    version: int


class CustomFields(Schema):
    items: list[CustomFieldOut]
    kinds: list[str] = Field(description="The kinds of records that take custom fields.", examples=[["lead"]])
    most: int = Field(description="As many fields a kind may have.")


class CustomFieldOrderIn(Strict):
    kind: str = Field(max_length=40, examples=["lead"])
    ids: list[Id] = Field(max_length=1000, examples=[[3, 1, 2]])


class CustomFieldPurgeIn(Strict):
    key: str = Field(max_length=60, description="The field's key, typed by hand.", examples=["budget"])


@router.get("/fields", operation_id="fields_list", response=CustomFields)
def fields_list(request: ApiRequest) -> HttpResponse:
    """All custom fields in their order, removed ones too: old timelines still speak of them."""
    known = [one.kind for one in kinds.every()]
    items = [shown(one) for kind in known for one in definitions.everything_of(kind)]
    return respond({"items": items, "kinds": known, "most": services.MOST})


@router.post("/fields", operation_id="fields_create", response={201: CustomFieldOut})
@idempotent
def fields_create(request: ApiRequest, body: CustomFieldIn) -> HttpResponse:
    values = without_nul(body.dict(exclude_unset=True))
    row = services.create(
        kind=values.pop("kind"),
        key=values.pop("key"),
        type=values.pop("type"),
        values=values,
        actor=request.auth,
        now=timezone.now(),
    )
    return _answer(row, 201)


@router.patch("/fields/{int:id}", operation_id="fields_edit", response=CustomFieldOut)
def fields_edit(request: ApiRequest, id: Path[Id], body: Edit[CustomFieldChanges]) -> HttpResponse:
    """Values there are stay as they are, also where they would not be accepted any more."""
    row = services.edit(
        id,
        changes=without_nul(body.changed()),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return _answer(row)


@router.put("/fields/order", operation_id="fields_arrange", response={204: None})
def fields_arrange(request: ApiRequest, body: CustomFieldOrderIn) -> HttpResponse:
    """The order of a kind's fields; those not named follow."""
    services.arrange(kind=body.kind, ids=body.ids, actor=request.auth, now=timezone.now())
    return no_content()


@router.post("/fields/{int:id}/removals", operation_id="fields_remove", response={201: CustomFieldOut})
@idempotent
def fields_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Hide a field everywhere. What records hold in it is kept."""
    return _answer(services.remove(id, actor=request.auth, now=timezone.now()), 201)


@router.post("/fields/{int:id}/restorations", operation_id="fields_restore", response={201: CustomFieldOut})
@idempotent
def fields_restore(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Show a removed field again, with all its data."""
    return _answer(services.restore(id, actor=request.auth, now=timezone.now()), 201)


@router.post("/fields/{int:id}/purges", operation_id="fields_purge", response={201: CustomFieldOut})
@idempotent
def fields_purge(request: ApiRequest, id: Path[Id], body: CustomFieldPurgeIn) -> HttpResponse:
    """Erase a removed field and all that records hold in it; there is no way back. Done in the background."""
    row = services.purge(id, typed=body.key, actor=request.auth, now=timezone.now())
    return _answer(row, 201)


def _answer(row: CustomField, status: int = 200) -> HttpResponse:
    return respond(shown(definitions.of_row(row)), status)


def shown(one: Definition) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in CustomFieldOut.model_fields if hasattr(one, name)}
    return {
        **plain,
        "options": [{"id": it.id, "labels": it.labels, "retired": it.retired} for it in one.options],
        "sortable": one.type in SORTABLE,
        "indexable": one.type in INDEXABLE,
    }
