"""A list as a download: the columns of its spec, under the words of the reader."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from dabiao.core.exporting import services
from dabiao.core.exporting.columns import ExportColumn, Shape
from dabiao.core.fields import definitions
from dabiao.core.fields.definitions import Definition
from dabiao.core.fields.enums import FieldType
from dabiao.core.http.problems import language_of
from dabiao.core.lists.custom import flat
from dabiao.core.lists.spec import ListSpec

_FILE = {"schema": {"type": "string", "format": "binary"}}
# for `openapi_extra`: what an export route answers with
EXPORT_DOC = {
    "responses": {
        200: {
            "content": {
                "text/csv": _FILE,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _FILE,
            }
        }
    }
}
HIDDEN = ("version", "raw")


def columns_of(spec: ListSpec, choices: Mapping[str, str]) -> list[ExportColumn]:
    """What a file of this list holds: all but what only programs need.

    `choices` maps a column to the catalogue key of its values.
    """
    return [
        ExportColumn(
            name,
            f"fields.{spec.kind}.{name}",
            "choice" if name in choices else _shape(name, column.shape),
            choices.get(name, ""),
        )
        for name, column in spec.columns.items()
        if name not in HIDDEN and not (name.endswith("_id") and name != "id")
    ]


def custom_columns(kind: str, language: str) -> list[ExportColumn]:
    """The custom fields in use, each under its label."""
    return [_custom(one, language) for one in definitions.of(kind).values()]


_SHAPES: Mapping[FieldType, Shape] = {
    FieldType.MONEY: "money",
    FieldType.DATE: "date",
    FieldType.DATETIME: "datetime",
    FieldType.BOOL: "boolean",
}


def _custom(one: Definition, language: str) -> ExportColumn:
    def write(value: Any, language: str) -> Any:
        if one.type == FieldType.NUMBER:
            return Decimal(value).scaleb(-one.scale) if one.scale else value
        words = {option.id: option.label(language) for option in one.options}
        return ", ".join(words.get(id, str(id)) for id in (value if isinstance(value, list) else [value]))

    own = one.type in (FieldType.NUMBER, FieldType.CHOICE, FieldType.CHOICES)
    shape = _SHAPES.get(one.type, "text")
    return ExportColumn(one.name, "", shape, title=one.label(language), write=write if own else None)


def _shape(name: str, shape: str) -> Shape:
    if shape == "time":
        return "datetime"
    if name.endswith("_minor"):
        return "money"
    return "date" if name.endswith("_on") else "text"


def exported(
    request: HttpRequest,
    spec: ListSpec,
    rows: Iterable[Mapping[str, Any]],
    format: str,
    choices: Mapping[str, str],
) -> HttpResponseBase:
    language = language_of(request)
    columns = columns_of(spec, choices)
    if spec.fields:
        columns += custom_columns(spec.kind, language)
        rows = (flat(spec.kind, row) for row in rows)
    blanked = ({name: None if value == "" else value for name, value in row.items()} for row in rows)
    export = services.stream(
        columns, blanked, format=format, filename=f"dabiao-{spec.kind}", language=language
    )
    response = StreamingHttpResponse(export.chunks, content_type=export.content_type)
    response["Content-Disposition"] = export.disposition
    response["Cache-Control"] = "no-store"
    return response
