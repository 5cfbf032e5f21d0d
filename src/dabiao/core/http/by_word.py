"""Routes by their first word, so that a request is compared with those of its own room and not with all six hundred."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.urls.exceptions import Resolver404
from django.urls.resolvers import RoutePattern, URLPattern, URLResolver

Route = URLPattern | URLResolver


class ByWord(URLResolver):
    """What `path(prefix, urls)` makes, for routes that each begin with a word of their own, no parameter.

    Django tries one route after the other: 0.6 ms of processor time for a room far down, half of what its smallest answers
    cost; by the word it is 0.01.
    """

    def __init__(self, prefix: str, urls: tuple[list[Route], str, str]) -> None:
        routes, app_name, namespace = urls
        super().__init__(
            RoutePattern(prefix, is_endpoint=False), routes, app_name=app_name, namespace=namespace
        )
        self._prefix = prefix

    @cached_property
    def _parts(self) -> dict[str, URLResolver]:
        routes: dict[str, list[Route]] = defaultdict(list)
        for one in self.url_patterns:
            word = _first_word(str(one.pattern))
            if "<" in word:
                raise ValueError(f"{one.pattern} begins with a parameter")
            routes[word].append(one)
        return {
            word: URLResolver(self.pattern, some, app_name=self.app_name, namespace=self.namespace)
            for word, some in routes.items()
        }

    def resolve(self, path: str) -> Any:
        """Raises Resolver404."""
        path = str(path)
        part = path.startswith(self._prefix) and self._parts.get(_first_word(path[len(self._prefix) :]))
        if not part:
            raise Resolver404({"tried": [], "path": path})
        return part.resolve(path)


def _first_word(route: str) -> str:
    return route.split("/", 1)[0]
