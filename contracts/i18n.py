"""Texts: every language has the same keys with the same slots, and every key that code asks for exists."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from contracts import hant
from contracts.house import House

WRITTEN = ("zh-Hans", "en")
REFUSALS = {"DomainError", "Invalid", "NotFound", "Forbidden", "Conflict", "TooMany", "Unauthenticated"}

_SLOT = re.compile(r"\{\{\s*-?\s*(\w+)")
_PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
# t("a.b"), t('a.b', …): a key that is written out. Keys put together at run time are the writer's to keep.
_UI_KEY = re.compile(r"""(?<![\w.])(?:i18n\.)?t\(\s*(["'])([\w-]+(?:\.[\w-]+)+)\1""")
_CODE = re.compile(r"^[a-z_]+(\.[a-z_0-9]+)+$")

Catalogue = dict[str, str]


def check(house: House) -> list[str]:
    """Differences between languages, missing texts, and zh-Hant other than the generator writes it."""
    found: list[str] = []
    stale = hant.stale(house)
    # a stale zh-Hant would only repeat every missing key
    languages = WRITTEN if stale else (*WRITTEN, "zh-Hant")
    catalogues = {language: _read(house, language, found) for language in languages}
    reference = catalogues["zh-Hans"]
    for language in languages[1:]:
        found += _compare(reference, catalogues[language], language)
    found += [
        f"{language}: {key} is empty"
        for language in languages
        for key, text in catalogues[language].items()
        if not text
    ]
    known = {_PLURAL.sub("", key) for key in reference} | reference.keys()
    found += [f"{where}: no text for {key}" for where, key in _wanted(house) if key not in known]
    return found + stale


def leaves(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every text of a nested catalogue with its dotted key."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _read(house: House, language: str, found: list[str]) -> Catalogue:
    """All files of a language as one; a key in two files, or a value that is no text, is a finding."""
    merged: Catalogue = {}
    for path in sorted((house.package / "locales" / language).glob("*.json")):
        for key, text in leaves(json.loads(path.read_text(encoding="utf-8"))):
            if key in merged:
                found.append(f"{house.name(path)}: {key} is defined in another file too")
            if not isinstance(text, str):
                found.append(f"{house.name(path)}: {key} is not a text")
            merged[key] = str(text)
    branches = {key.rpartition(".")[0] for key in merged}
    found += [f"{language}: {key} is both a text and a group" for key in sorted(merged.keys() & branches)]
    return merged


def _slots(catalogue: Catalogue) -> dict[str, set[str]]:
    """Slots per key; the plural forms of a key count as one, for languages differ in how many they have."""
    slots: dict[str, set[str]] = {}
    for key, text in catalogue.items():
        slots.setdefault(_PLURAL.sub("", key), set()).update(_SLOT.findall(text))
    return slots


def _compare(reference: Catalogue, other: Catalogue, language: str) -> Iterator[str]:
    ours, theirs = _slots(reference), _slots(other)
    yield from (f"{language}: {key} is missing" for key in sorted(ours.keys() - theirs.keys()))
    yield from (f"{language}: {key} is not in zh-Hans" for key in sorted(theirs.keys() - ours.keys()))
    for key in sorted(ours.keys() & theirs.keys()):
        if ours[key] != theirs[key]:
            yield f"{language}: {key} has slots {sorted(theirs[key])}, zh-Hans has {sorted(ours[key])}"


def _wanted(house: House) -> Iterator[tuple[str, str]]:
    """(file:line, key) of every text that Python or the screens ask for by a written-out name."""
    for path in house.python():
        if "tests" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from ((f"{house.name(path)}:{line}", key) for line, key in python_keys(tree, path))
    for path in sorted((house.root / "ui" / "src").rglob("*.ts*")):
        if ".test." not in path.name:
            for line, key in ui_keys(path.read_text(encoding="utf-8")):
                yield f"{house.name(path)}:{line}", key


def ui_keys(source: str) -> Iterator[tuple[int, str]]:
    """(line, key) of each t("…") with a written-out key."""
    for match in _UI_KEY.finditer(source):
        yield source.count("\n", 0, match.start()) + 1, match[2]


def python_keys(tree: ast.AST, path: Path) -> Iterator[tuple[int, str]]:
    """(line, key) of each refusal's code, each fact's kind in events.py, each notification's kind."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _call_keys(node)
        elif "events" in (*path.parts, path.stem) and isinstance(node, ast.AnnAssign):
            yield from _fact_kind(node)


def _fact_kind(node: ast.AnnAssign) -> Iterator[tuple[int, str]]:
    if isinstance(node.target, ast.Name) and node.target.id == "kind" and (kind := _literal(node.value)):
        yield node.lineno, f"events.{kind}"


def _call_keys(call: ast.Call) -> Iterator[tuple[int, str]]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in REFUSALS and call.args and (code := _literal(call.args[0])) and _CODE.match(code):
        yield call.lineno, f"errors.{code}"
    if name == "notify":
        given = [keyword.value for keyword in call.keywords if keyword.arg == "kind"] + call.args[1:2]
        if given and (kind := _literal(given[0])):
            yield call.lineno, f"notifications.{kind}"


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
