"""The benchmark's made-up world: it repeats itself, shares nothing with the matcher, and the matcher finds its way in it."""

import ast
from pathlib import Path

from bench._messy_records import records
from django.conf import settings

from dabiao.core.matching.suggesting import duplicates

BENCH = Path(settings.CHECKOUT) / "bench"
SHORT = [f"{first}{second}" for first in "云海星明远宏安瑞博嘉" for second in "岚澜宇泰信达和源诚峰"]


def test_the_generator_imports_nothing_of_the_matcher() -> None:
    files = sorted(BENCH.glob("_messy*.py"))
    imported = {
        name for file in files for name in _imports(file) if name.split(".")[0] in {"dabiao", "bench"}
    }
    assert len(files) == 4
    assert imported == {"bench._messy", "bench._messy_typos", "bench._messy_words"}


def _imports(file: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)]


def test_the_same_seed_makes_the_same_world() -> None:
    assert records(SHORT, 200, seed=3) == records(SHORT, 200, seed=3)
    assert records(SHORT, 200, seed=3) != records(SHORT, 200, seed=4)


def test_most_duplicates_of_a_messy_list_are_suggested_and_most_suggestions_are_right() -> None:
    written, _ = records(SHORT, 1_000, seed=7)
    truth = [entity for entity, _ in written]
    there = sum(truth[i] == truth[j] for j in range(len(truth)) for i in range(j))
    found = [truth[i] == truth[one.key] for i, one in duplicates([fields for _, fields in written])]
    assert sum(found) > 0.75 * there
    assert sum(found) > 0.75 * len(found)
