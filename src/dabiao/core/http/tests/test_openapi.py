"""The API's description says what is there, once."""

from collections import Counter
from collections.abc import Iterator

from ninja import Schema

from dabiao.config.api import api
from dabiao.core.http.wire import PageParams


def shapes(of: type[Schema] = Schema) -> Iterator[type[Schema]]:
    for shape in of.__subclasses__():
        yield shape
        yield from shapes(shape)


def test_no_two_shapes_share_a_name_since_the_description_would_keep_only_one() -> None:
    assert api.get_openapi_schema()["paths"]
    ours = {
        shape for shape in shapes() if shape.__module__.startswith("dabiao.") and "[" not in shape.__name__
    }
    named = Counter(shape.__name__ for shape in ours if not issubclass(shape, PageParams))
    assert [name for name, count in named.items() if count > 1] == []


def test_every_operation_has_an_explicit_id_and_says_its_errors() -> None:
    for path in api.get_openapi_schema()["paths"].values():
        for operation in path.values():
            assert "_" in operation["operationId"] or operation["operationId"] == "search"
            assert {"401", "404", "422"} <= operation["responses"].keys()
