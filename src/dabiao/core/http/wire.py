"""Wire shapes that every module shares: list parameters, pages, edits, results per row."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Generic, Literal, TypeVar

import orjson
from django.utils import timezone
from ninja import Field, Schema
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    WithJsonSchema,
    model_validator,
)

from dabiao.core.errors import Invalid
from dabiao.core.fields.definitions import PREFIX
from dabiao.core.lists.keyset import LARGEST_PAGE, PageRequest
from dabiao.core.text import line, tidy

T = TypeVar("T")
LONGEST_WHERE = 8192


def _in_line(value: Any) -> Any:
    return line(value) if isinstance(value, str) else value


def _tidied(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) else value


def text_of(limit: int, *, least: int = 0) -> Any:
    """A text field of one line and at most `limit` characters, with its spaces and the widths of its letters put in order."""
    return Annotated[str, Field(max_length=limit, min_length=least), BeforeValidator(_in_line)]


def paragraphs(limit: int, *, least: int = 0) -> Any:
    """A text of several lines and at most `limit` characters, as typed but for ends and what nobody sees."""
    return Annotated[str, Field(max_length=limit, min_length=least), BeforeValidator(_tidied)]


LONGEST_SEARCH = 200
Name = text_of(120, least=1)
Line = text_of(200)
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
AmountMinor = Annotated[
    int, Field(ge=0, le=10**15, description="Minor units: 1234.50 yuan is 123450.", examples=[123450])
]


def _within_reason(moment: datetime) -> datetime:
    """In UTC, so that one instant is one value; the ends of the calendar have no date in every time zone."""
    if not 1900 <= moment.year <= 2999:
        raise ValueError("between the years 1900 and 2999")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_within_reason)]


# a time of day in the company's zone: JSON Schema's own format `time` asks for an offset
ClockTime = Annotated[
    time,
    WithJsonSchema(
        {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$", "examples": ["16:30:00"]}
    ),
]


def _day_meant(value: Any) -> Any:
    return timezone.localdate() if value == "today" else value


# a filter by day that a saved view may keep for good
DayOrToday = Annotated[
    date,
    BeforeValidator(_day_meant, json_schema_input_type=date | Literal["today"]),
    Field(description="A day, or `today`: the company's when it is asked."),
]


def unsent(description: str | None = None, *, examples: list[Any] | None = None) -> Any:
    """A change that is not asked for: absent, which is neither null nor empty."""
    return Field(default_factory=lambda: None, description=description, examples=examples)


def without_nul(value: Any) -> Any:
    """The same JSON without NUL characters, which PostgreSQL cannot keep."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {without_nul(key): without_nul(one) for key, one in value.items()}
    return [without_nul(one) for one in value] if isinstance(value, list) else value


class Strict(Schema):
    """A request body: an unknown field is an error, not a silence."""

    model_config = ConfigDict(extra="forbid")


CustomValues = Annotated[
    dict[str, Any],
    Field(
        description="Custom fields by key, typed as `/fields` says: money in minor units, a number times ten to the power "
        "of its scale, ISO dates, options by id. A field without a value is absent.",
        examples=[{"budget": 12500000, "go_live": "2026-12-31", "systems": ["o1", "o3"]}],
    ),
]


class Changes(Strict):
    """Only what is sent changes. A custom field is called `fields.<key>`; null takes its value away."""

    model_config = ConfigDict(
        json_schema_extra={"patternProperties": {r"^fields\.": {"title": "A custom field"}}}
    )

    fields: CustomValues = Field(
        default_factory=dict, description="The same as `fields.<key>` for each key; others stay as they are."
    )

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, sent: Any) -> Any:
        sent = getattr(sent, "_obj", sent)  # ninja hands a body over twice, the second time in a wrapper
        if not isinstance(sent, dict):
            return sent
        dotted = {name: value for name, value in sent.items() if name.startswith(PREFIX)}
        if not dotted:
            return sent
        nested = sent.get("fields")
        custom = {name.removeprefix(PREFIX): value for name, value in dotted.items()}
        rest = {name: value for name, value in sent.items() if name not in dotted}
        return {**rest, "fields": {**(nested if isinstance(nested, dict) else {}), **custom}}


class ShownFields(Schema):
    fields: CustomValues = Field({}, description="The custom fields that were asked for by `fields`.")


class PageParams(Schema):
    sort: str = Field("", description="A sortable field, with `-` for descending.", max_length=60)
    cursor: str = Field("", description="`next` of the page before.", max_length=500)
    limit: int = Field(50, ge=1, le=LARGEST_PAGE)
    q: text_of(LONGEST_SEARCH) = Field(  # type: ignore[valid-type]
        "",
        description="Text to search for: all of its words, or a whole handle or the last four digits of a phone. Sort, "
        "filters and cursor work as without it, however many rows there are.",
        max_length=LONGEST_SEARCH,
    )
    count: bool = Field(
        False, description="Also count the rows, up to 2,000; up to 100 of those that a text finds."
    )

    def page(self) -> PageRequest:
        return PageRequest(sort=self.sort, cursor=self.cursor, limit=self.limit, q=self.q, count=self.count)

    def filters(self) -> dict[str, Any]:
        """What was asked beyond paging, unset filters left out."""
        return {
            name: value
            for name, value in self.dict().items()
            if name not in PageParams.model_fields and value is not None
        }


class ListParams(PageParams):
    """Paging of a list that takes conditions."""

    fields: str = Field(
        "",
        max_length=2000,
        description="Keys of custom fields to answer with, between commas. `sort` takes them as `fields.<key>`.",
        examples=["budget,go_live"],
    )

    where: str = Field(
        "",
        max_length=LONGEST_WHERE,
        description="A condition: a JSON tree over the words of `/vocabularies/{kind}`. Holds together with the filters.",
        examples=[
            '{"all":[{"field":"source","op":"in","value":["advert","form"]},'
            '{"field":"next_contact_at","op":"lt","value":"today"}]}'
        ],
    )

    def page(self) -> PageRequest:
        keys = tuple(dict.fromkeys(key for one in self.fields.split(",") if (key := one.strip())))
        return replace(super().page(), where=tree_of(self.where), now=timezone.now(), fields=keys)

    def filters(self) -> dict[str, Any]:
        wanted = super().filters()
        wanted.pop("where", None)
        wanted.pop("fields", None)
        return wanted


def tree_of(text: str, *, field: str = "where") -> Any:
    """The JSON of a condition; None for none. Raises `conditions.not_json` and `conditions.too_long`."""
    if len(text.encode()) > LONGEST_WHERE:
        raise Invalid("conditions.too_long", field=field, limit=LONGEST_WHERE)
    try:
        return orjson.loads(text) if text else None
    except orjson.JSONDecodeError as error:
        raise Invalid("conditions.not_json", field=field, message=str(error)) from None


class Page(Schema, Generic[T]):
    items: list[T]
    next: str | None = Field(description="Cursor of the next page; null on the last.")
    count: int | None = Field(description="Rows in all, when asked; at most 2,000, or 100 that a text found.")
    count_capped: bool


class Edit(Strict, Generic[T]):
    """Changed fields, and what the editor saw: `version` of the row, or `base` values of those fields."""

    changes: T
    base: dict[str, Any] | None = None
    version: int | None = None

    def changed(self) -> dict[str, Any]:
        """Field → value, custom ones by their full names."""
        return changed_of(self.changes)


def changed_of(sent: Any) -> dict[str, Any]:
    changes: dict[str, Any] = sent.dict(exclude_unset=True)
    custom = changes.pop("fields", {}) if isinstance(sent, Changes) else {}
    return changes | {PREFIX + key: without_nul(value) for key, value in custom.items()}


class BulkRow(Strict):
    id: Id
    base: dict[str, Any] = Field(
        {},
        description="What you saw in it of the fields to change: where it is something else by now, the row is a conflict.",
        examples=[{"source": "advert"}],
    )


class BulkIn(Strict, Generic[T]):
    """One change of many records; each row is judged on its own merits."""

    rows: list[BulkRow] = Field(min_length=1, max_length=1000)
    changes: T

    def bases(self) -> dict[int, dict[str, Any]]:
        return {row.id: row.base for row in self.rows}

    def changed(self) -> dict[str, Any]:
        return changed_of(self.changes)


class AssignmentIn(Strict):
    owner_id: Id


class Undoable(Schema):
    undo_id: int | None = Field(
        description="`POST /bulk-edits/{id}/undo` takes it back within an hour; null if nothing changed."
    )


class RowResult(Schema):
    id: int | None = None
    index: int | None = None
    ok: bool
    code: str | None = None
    field: str | None = None
    detail: str | None = None
    joined: bool | None = Field(None, description="true: no record was made, the row went to one there was.")
    kind: str | None = None
    title: str | None = None
    owner_name: str | None = None


class Results(Schema):
    results: list[RowResult]


class Row(Schema):
    """What every record carries."""

    id: int
    version: int
    created_at: datetime
    updated_at: datetime


class Ownership(Schema):
    owner_id: int | None
    owner_name: str | None
    unit_id: int | None
    unit_name: str | None
