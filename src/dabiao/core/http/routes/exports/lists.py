"""Which lists can be exported, and how the query of each is read: by the very parameters of its GET."""

from collections.abc import Mapping
from typing import Any

from ninja.errors import ValidationError
from pydantic import ValidationError as Misshapen

from dabiao.core.errors import Invalid
from dabiao.core.exporting.kinds import kind_named
from dabiao.core.exporting.seeing import Seen
from dabiao.core.http.problems import from_validation
from dabiao.core.http.wire import PageParams

_lists: dict[str, type[PageParams]] = {}
# of a page, not of what the list shows; columns are said apart
_PAGING = frozenset({"cursor", "limit", "count", "fields"})


def offer(kind: str, params: type[PageParams]) -> None:
    """Called once by the api of the owning module, beside its list."""
    _lists[kind] = params


def seen(kind: str, query: Mapping[str, Any]) -> Seen:
    """Raises `exporting.unknown_kind`, `exporting.unknown_filter`, and what the list itself refuses."""
    params = _lists.get(kind_named(kind).kind)
    if params is None:
        raise Invalid("exporting.unknown_kind", field="kind", value=kind, known=", ".join(sorted(_lists)))
    asked = {name: value for name, value in query.items() if name not in _PAGING}
    for name in asked:
        if name not in params.model_fields:
            raise Invalid("exporting.unknown_filter", field=f"query.{name[:60]}", value=name[:60])
    return _read(params, asked)


def _read(params: type[PageParams], asked: Mapping[str, Any]) -> Seen:
    try:
        read = params.model_validate(asked)
    except Misshapen as error:
        found = [{**one, "loc": ("body", "body", "query", *one["loc"])} for one in error.errors()]
        raise from_validation(ValidationError(found)) from None
    page = read.page()
    plain = read.model_dump(mode="json", include=set(read.filters()))
    return Seen(filters=plain, where=page.where, q=page.q, sort=page.sort)
