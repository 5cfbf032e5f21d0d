"""Tags in what is told of a lead: by name, since the log stays when a tag is renamed or gone."""

from typing import Any

from dabiao.modules.org import queries as org


def in_words(changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Changes as an event tells them."""
    if "tags" not in changes:
        return changes
    return {**changes, "tags": [org.in_words(ids) for ids in changes["tags"]]}
