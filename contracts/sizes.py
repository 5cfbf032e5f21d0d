"""Files and functions stay small. What is larger is listed in debt.toml and may only shrink."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from contracts.house import House

FILE_LINES = 400
FUNCTION_LINES = 60
PYTHON = ("src", "tests", "contracts", "bench", "scripts")
UI = ("*.ts", "*.tsx", "*.css")


def check(house: House) -> list[str]:
    """What is too long and not listed, what grew, and what is listed although it need not be any more."""
    debt = tomllib.loads((house.root / "contracts" / "debt.toml").read_text())
    limits = {"files": FILE_LINES, "functions": FUNCTION_LINES}
    measured = {"files": dict(_files(house)), "functions": dict(_functions(house))}
    found: list[str] = []
    for kind, limit in limits.items():
        listed: dict[str, int] = debt.get(kind, {})
        for name in sorted(measured[kind].keys() | listed.keys()):
            found += _judge(kind, name, measured[kind].get(name, 0), listed.get(name), limit)
    return found


def _judge(kind: str, name: str, lines: int, listed: int | None, limit: int) -> Iterator[str]:
    if listed is None:
        if lines > limit:
            yield f"{name}: {lines} lines; {kind} have at most {limit}"
    elif lines <= limit:
        yield f"{name}: {lines} lines, within the limit: take it off contracts/debt.toml"
    elif lines > listed:
        yield f"{name}: {lines} lines, grown past the {listed} in contracts/debt.toml"
    elif lines < listed:
        yield f"{name}: shrunk to {lines} lines: write that into contracts/debt.toml"


def _python(house: House) -> list[Path]:
    return [path for folder in PYTHON for path in house.python(folder)]


def _files(house: House) -> Iterator[tuple[str, int]]:
    screens = [
        path
        for pattern in UI
        for path in (house.root / "ui" / "src").rglob(pattern)
        if ".gen." not in path.name
    ]
    for path in _python(house) + screens:
        yield house.name(path), len(path.read_text(encoding="utf-8").splitlines())


def _functions(house: House) -> Iterator[tuple[str, int]]:
    for path in _python(house):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{house.name(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1
