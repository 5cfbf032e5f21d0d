"""Paths that pages of any site may call: no cookies, a body no larger than they need, answers that the page may read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dabiao.core.errors import TooLarge
from dabiao.core.http.problems import problem


class OpenToSites:
    """For `settings.OPEN_TO_SITES`, path → bytes of the largest body: the longest path that fits counts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = _limit(request.path_info)
        if limit is None:
            return self.get_response(request)
        response = HttpResponse(status=204) if request.method == "OPTIONS" else self._answered(request, limit)
        for name, value in cors(request.headers.get("Origin", "")):
            response[name] = value
        return response

    def _answered(self, request: HttpRequest, limit: int) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > limit:
            return problem(request, TooLarge("core.body_too_large", limit_kb=limit // 1024))
        return self.get_response(request)


def _limit(path: str) -> int | None:
    fitting = [prefix for prefix in settings.OPEN_TO_SITES if path.startswith(prefix)]
    return settings.OPEN_TO_SITES[max(fitting, key=len)] if fitting else None


def cors(origin: str) -> list[tuple[str, str]]:
    """Any page may read our answers, also the one that says no."""
    return [
        ("Access-Control-Allow-Origin", origin or "*"),
        ("Access-Control-Allow-Methods", "GET, POST, OPTIONS"),
        ("Access-Control-Allow-Headers", "content-type, accept-language, last-event-id, x-chat-secret"),
        ("Access-Control-Expose-Headers", "retry-after"),
        ("Access-Control-Max-Age", "7200"),
        ("Vary", "Origin"),
    ]
