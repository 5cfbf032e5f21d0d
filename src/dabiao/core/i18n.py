"""The one catalogue of shown text, for what the server itself has to say: problems, file headers, messages."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

LOCALES = Path(__file__).resolve().parents[1] / "locales"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
DEFAULT = "zh-Hans"
_SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> dict[str, Any]:
    """All files of a language as one tree."""
    tree: dict[str, Any] = {}
    for path in sorted((LOCALES / language).glob("*.json")):
        _merge(tree, orjson.loads(path.read_bytes()))
    return tree


def _merge(into: dict[str, Any], more: dict[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def find(language: str, key: str) -> str | None:
    node: Any = catalogue(language)
    for part in key.split("."):
        node = node.get(part) if isinstance(node, dict) else None
    return node if isinstance(node, str) else None


def text(language: str, key: str, **params: Any) -> str:
    """The text of `key`, filled; the key itself where a language lacks it (a test forbids that)."""
    found = find(language, key) or find(DEFAULT, key) or key
    return _SLOT.sub(lambda slot: _plain(params.get(slot[1], "")), found)


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def pick(accept: str) -> str:
    """The shown language for an Accept-Language header."""
    for part in accept.split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("en"):
            return "en"
        if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
            return "zh-Hant"
        if tag.startswith("zh"):
            return "zh-Hans"
    return DEFAULT
