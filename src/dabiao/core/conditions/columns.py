"""Where a term's value stands in SQL: a column, or a key of a JSON column read with its type."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, FloatField, Func, IntegerField, JSONField, Q, TextField, Value
from django.db.models.functions import Collate

from dabiao.core.conditions.terms import Term

_POSTGRESQL: Mapping[str, tuple[str, str]] = {
    "text": ("string", "({value} #>> '{{}}')"),
    "number": ("number", "({value} #>> '{{}}')::numeric"),
    "bool": ("boolean", "({value} #>> '{{}}')::boolean"),
    "multi": ("array", "{value}"),
}
_SQLITE: Mapping[str, str] = {
    "text": "'text'",
    "number": "'integer', 'real'",
    "bool": "'true', 'false'",
    "multi": "'array'",
}
_SHAPES: Mapping[str, str] = {
    **dict.fromkeys(("number", "money", "person", "unit"), "number"),
    "bool": "bool",
    "multi": "multi",
}
_FIELDS: Mapping[str, Any] = {
    "text": TextField(),
    "number": FloatField(),
    "bool": BooleanField(),
    "multi": JSONField(),
}


# keys of this form stand in SQL as they are: an index on the expression is found only by the very same words
_PLAIN = re.compile(r"[a-z][a-z0-9_]*")


def json_sql(vendor: str, column: str, key: str, shape: str) -> str:
    """The value under `key`, an SQL text, NULL where it is absent, null, or of another type than expected."""
    if vendor == "postgresql":
        kind, cast = _POSTGRESQL[shape]
        value, right_type = f"{column} -> {key}", f"jsonb_typeof({column} -> {key}) = '{kind}'"
    else:
        value, cast = f"json_extract({column}, {key})", "{value}"
        right_type = f"json_type({column}, {key}) IN ({_SQLITE[shape]})"
    return f"(CASE WHEN {right_type} THEN {cast.format(value=f'({value})')} END)"


def key_sql(vendor: str, key: str) -> str:
    """A plain key as a literal of this database."""
    return f"'{key}'" if vendor == "postgresql" else f"""'$."{key}"'"""


class JsonValue(Func):
    """The value under a key, NULL where it is absent, null, or of another type than expected."""

    def __init__(self, path: Any, key: str, *, shape: str) -> None:
        self.key, self.shape = key, shape
        super().__init__(path, output_field=_FIELDS[shape])

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        return self._written(compiler, connection.vendor, self.key)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        return self._written(compiler, connection.vendor, f'$."{self.key}"')

    def _written(self, compiler: Any, vendor: str, name: str) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        if _PLAIN.fullmatch(self.key):
            return json_sql(vendor, column, key_sql(vendor, self.key), self.shape), (*params, *params)
        return json_sql(vendor, column, "%s", self.shape), (*params, name, *params, name)


class ListHolds(Func):
    """Whether a JSON list holds a text or a number: a column that is a list, or the list under a key of one."""

    output_field = BooleanField()

    def __init__(self, listed: Any, wanted: str | int) -> None:
        super().__init__(listed, Value(wanted))
        self.type = "bigint" if isinstance(wanted, int) else "text"

    def as_postgresql(self, compiler: Any, _connection: Any, **_: Any) -> Any:
        return self._written(compiler, "({listed} @> to_jsonb({wanted}::" + self.type + "))")

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:  # noqa: ARG002 - Django's signature
        return self._written(
            compiler, "EXISTS (SELECT 1 FROM json_each({listed}) WHERE json_each.value = {wanted})"
        )

    def _written(self, compiler: Any, template: str) -> Any:
        (listed, first), (wanted, then) = (compiler.compile(one) for one in self.source_expressions)
        return template.format(listed=listed, wanted=wanted), (*first, *then)


class ListLength(Func):
    function = "json_array_length"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="jsonb_array_length", **extra)


def column_of(term: Term) -> Any:
    """The path, or the expression, that holds the term's value."""
    if not term.key:
        return term.path
    shape = shape_of(term)
    value = JsonValue(term.path, term.key, shape=shape)
    return _BytewiseText(value) if shape == "text" else value


def shape_of(term: Term) -> str:
    return _SHAPES.get(term.type, "text")


class _BytewiseText(Collate):
    """In the order of code points, as Python compares; SQLite does so anyway."""

    def __init__(self, expression: Any) -> None:
        super().__init__(expression, "C")

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:  # noqa: ARG002 - Django's signature
        return compiler.compile(self.source_expressions[0])


def where(column: Any, lookup: str, value: Any) -> Q:
    """`column lookup value` for a path or an expression."""
    if isinstance(column, str):
        return Q(**{f"{column}__{lookup}": value})
    return Q(column.get_lookup(lookup)(column, value))
