"""What is left of a kept condition when fields, choices or operators are gone: it still opens, and says what was dropped."""

from collections.abc import Mapping
from typing import Any

from dabiao.core.conditions import tree as trees
from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.terms import Relation
from dabiao.core.conditions.vocabulary import Vocabulary


def pruned(tree: Any, words: Vocabulary) -> tuple[dict[str, Any], list[str]]:
    """(the tree without what no longer means anything, the names of the fields that were dropped)."""
    dropped: list[str] = []
    return _pruned(tree, words, dropped) or {}, dropped


def _pruned(tree: Any, words: Vocabulary, dropped: list[str]) -> dict[str, Any] | None:
    if not isinstance(tree, Mapping) or not tree:
        return None
    if "field" in tree:
        return _leaf(tree, words, dropped)
    for kind in ("all", "any"):
        if isinstance(tree.get(kind), list):
            parts = [kept for part in tree[kind] if (kept := _pruned(part, words, dropped))]
            return {kind: parts} if parts else None
    inner = _pruned(tree.get("not"), words, dropped)
    return {"not": inner} if inner else None


def _leaf(tree: Mapping[str, Any], words: Vocabulary, dropped: list[str]) -> dict[str, Any] | None:
    leaf = dict(tree)
    found = vocabulary.find(words, leaf["field"]) if isinstance(leaf["field"], str) else None
    if found is not None and isinstance(found[1], Relation) and leaf.get("where"):
        inner = _pruned(leaf["where"], vocabulary.of(found[1].kind), dropped)
        # "has an opportunity where …" without its "where" would mean something wider
        if inner is None:
            return None
        leaf["where"] = inner
    if trees.read(leaf, words)[1]:
        dropped.append(str(leaf["field"])[:60])
        return None
    return leaf
