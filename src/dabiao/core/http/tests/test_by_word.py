import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path, resolve
from django.urls.exceptions import Resolver404

from dabiao.core.http.by_word import ByWord


def answer(_: HttpRequest, id: int = 0) -> HttpResponse:
    return HttpResponse(str(id))


ROUTES = [
    path("deals", answer, name="list"),
    path("deals/<int:id>", answer, name="get"),
    path("deals/lost", answer, name="lost"),
    path("deal-flow", answer, name="flow"),
]


def test_a_route_is_found_as_django_would_find_it() -> None:
    ours, plain = ByWord("api/", (ROUTES, "", "")), path("api/", (ROUTES, "", ""))
    for asked in ("api/deals", "api/deals/7", "api/deals/lost", "api/deal-flow"):
        found, expected = ours.resolve(asked), plain.resolve(asked)
        assert expected is not None
        assert (found.url_name, found.kwargs, found.route) == (
            expected.url_name,
            expected.kwargs,
            expected.route,
        )


@pytest.mark.parametrize("asked", ["api/", "api", "api/dea", "api/deals/x", "api/deals/7/8", "other/deals"])
def test_what_is_no_route_is_not_found(asked: str) -> None:
    with pytest.raises(Resolver404):
        ByWord("api/", (ROUTES, "", "")).resolve(asked)


def test_a_route_that_begins_with_a_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with a parameter"):
        ByWord("api/", ([path("<int:id>/deals", answer)], "", "")).resolve("api/7/deals")


def test_the_last_room_is_found_too() -> None:
    assert resolve("/api/v1/deal-flow").url_name == "deal_flow"
