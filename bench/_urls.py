"""The product's routes, and an authenticated one that does nothing: what the server itself costs."""

from django.http import HttpRequest, HttpResponse

from dabiao.config.api import api
from dabiao.core.http.respond import respond


@api.get("/bench/empty", operation_id="bench_empty")
def empty(request: HttpRequest) -> HttpResponse:
    return respond({})


# only now: reading the product's urls fixes the list of its operations
from dabiao.config.urls import urlpatterns  # noqa: E402, F401
