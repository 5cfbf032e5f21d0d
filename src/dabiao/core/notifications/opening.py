"""How this house speaks to services outside: straight, and never on to where an answer points."""

from functools import cache
from typing import Any
from urllib.request import HTTPRedirectHandler, build_opener


class _Stay(HTTPRedirectHandler):
    """A service has no business sending us elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


@cache
def opener() -> Any:
    return build_opener(_Stay)
