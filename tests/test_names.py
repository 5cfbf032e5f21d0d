"""The description of the API knows one of a name: two rooms with a schema or a list of values of one name would overwrite each
other there, and the screens would be typed by whichever came last."""

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

from ninja import Schema

from dabiao.config.api import api


def _schemas(kind: type[Schema] = Schema) -> Iterator[type[Schema]]:
    for one in kind.__subclasses__():
        yield one
        yield from _schemas(one)


def _classes(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _classes(part)


def test_no_two_schemas_or_lists_of_values_share_a_name() -> None:
    api.get_openapi_schema()  # everything is imported by then
    places: dict[str, set[str]] = defaultdict(set)
    for schema in _schemas():
        if ".tests." in schema.__module__ or "[" in schema.__name__:
            continue
        places[schema.__name__].add(schema.__module__)
        for field in schema.model_fields.values():
            for one in _classes(field.annotation):
                if issubclass(one, Enum):
                    places[one.__name__].add(one.__module__)
    assert len(places) > 500
    assert {name: sorted(some) for name, some in places.items() if len(some) > 1} == {}
