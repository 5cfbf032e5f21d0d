"""Reading what was delivered."""

import json
from typing import Any
from urllib.parse import parse_qsl

from dabiao.core.errors import Invalid


def parsed(body: str, content_type: str) -> dict[str, Any]:
    """The object that was sent, as JSON or as a form. Raises `channels.not_readable`."""
    if "x-www-form-urlencoded" in content_type:
        return dict(parse_qsl(body, keep_blank_values=True))
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Invalid("channels.not_readable", field="body")
    return said
