"""The Content-Security-Policy of pages; answers of the API carry none."""

from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings


class PagePolicy(CSPMiddleware):
    """The library builds a policy for every answer and only then looks whether it is wanted: a tenth of a request."""

    def process_response(self, request: Any, response: Any) -> Any:
        if request.path_info.startswith(settings.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"]):
            return response
        return super().process_response(request, response)
