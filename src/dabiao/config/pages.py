"""The one HTML page: the web UI, with this request's nonce."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

_NOT_BUILT = "<!doctype html><title>Dabiao</title><p>The web UI is not built yet: run <code>make ui</code>."


@lru_cache(maxsize=1)
def _shell() -> str:
    path = settings.WEB_ROOT / "index.html"
    return path.read_text(encoding="utf-8") if path.exists() else _NOT_BUILT


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    get_token(request)  # sets the CSRF cookie before the first write
    nonce = str(getattr(request, "csp_nonce", ""))
    response = HttpResponse(_shell().replace("__CSP_NONCE__", nonce))
    response["Cache-Control"] = "no-cache"
    return response
