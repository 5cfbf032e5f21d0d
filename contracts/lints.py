"""Small lints on the syntax tree: one function per rule, each yields (line, what is wrong and why)."""

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from contracts.house import PURE_CORE, House

CLOCKS = {
    ("timezone", "now"),
    ("timezone", "localtime"),
    ("timezone", "localdate"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
CLOCK_IMPORTS = {("django.utils.timezone", "now"), ("django.utils.timezone", "localdate"), ("time", "time")}
CLOCK_OPTIONS = {"auto_now", "auto_now_add"}
HTTP = ("ninja", "django.http", "django.shortcuts", "django.urls", "django.views", "dabiao.core.http")
BELOW_SCHEMAS = ("services", "queries", "models", "rules", "events", "enums", "reactions", "jobs")
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")
IMPURE_STDLIB = {
    "os",
    "io",
    "pathlib",
    "socket",
    "subprocess",
    "urllib",
    "http",
    "random",
    "secrets",
    "time",
    "shutil",
}

# The one service that has nobody to act: the first person of an installation.
WITHOUT_ACTOR = {"src/dabiao/modules/org/services/people.py:create_admin"}


def check(house: House) -> list[str]:
    """Every finding of every lint over every module, then over the whole package."""
    found: list[str] = []
    for path in _module_files(house):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for lint in MODULE_LINTS:
            found += [
                f"{house.name(path)}:{line}: {text}"
                for line, text in lint(tree, room_of(path), house.name(path))
            ]
    for path in house.python():
        if "tests" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [f"{house.name(path)}:{line}: {text}" for line, text in prints(tree)]
    return found


def _module_files(house: House) -> list[Path]:
    return [path for path in house.python("src/dabiao/modules") if "tests" not in path.parts]


def room_of(path: Path) -> str:
    """The name in the room that a file belongs to: 'services' for services.py and for services/convert.py."""
    inside = path.parts[path.parts.index("modules") + 2 :]
    return Path(inside[0]).stem if inside else ""


Finding = tuple[int, str]


def api_objects(tree: ast.AST, room: str, _name: str) -> Iterator[Finding]:
    """HTTP asks queries and services; it never reaches for rows itself."""
    if room == "api":
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
                yield node.lineno, "api.py touches .objects; ask queries or services"


def clock(tree: ast.AST, room: str, _name: str) -> Iterator[Finding]:
    """Below api.py, `now` is passed in, so that any day can be replayed."""
    if room == "api":
        return
    for node in ast.walk(tree):
        if _reads_clock(node):
            yield node.lineno, "reads the clock; take `now` as a parameter"  # type: ignore[attr-defined]


def _reads_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        owner = node.value
        name = (
            owner.attr
            if isinstance(owner, ast.Attribute)
            else owner.id
            if isinstance(owner, ast.Name)
            else ""
        )
        return (name, node.attr) in CLOCKS
    if isinstance(node, ast.ImportFrom):
        return any((node.module, alias.name) in CLOCK_IMPORTS for alias in node.names)
    return isinstance(node, ast.keyword) and node.arg in CLOCK_OPTIONS


def service_signatures(tree: ast.Module, room: str, name: str) -> Iterator[Finding]:
    """A public service is called by keyword save for the record it is about, and ends with `actor` and `now`.

    In a package, what only its own files share lives in a file whose name starts with an underscore.
    """
    if room != "services" or Path(name).name.startswith("_"):
        return
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if len(node.args.args + node.args.posonlyargs) > 1 or node.args.vararg:
            yield node.lineno, f"{node.name}: all but the record it is about are keyword-only in a service"
        last = [parameter.arg for parameter in node.args.kwonlyargs][-2:]
        expected = ["now"] if f"{name}:{node.name}" in WITHOUT_ACTOR else ["actor", "now"]
        if last[-len(expected) :] != expected:
            yield node.lineno, f"{node.name}: `actor` and `now` come last in a service"


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every imported name in full: `from django import http` counts as django.http."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _under(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def http_below_schemas(tree: ast.AST, room: str, _name: str) -> Iterator[Finding]:
    """What decides and stores does not know that it is asked over HTTP."""
    if room in BELOW_SCHEMAS:
        for line, name in imports(tree):
            if _under(name, HTTP):
                yield line, f"{room} imports {name}; nothing below schemas knows HTTP"


def signals(tree: ast.AST, _room: str, _name: str) -> Iterator[Finding]:
    """Business flow is a call or a reaction that one can read, not a hidden hook."""
    for line, name in imports(tree):
        if _under(name, SIGNALS):
            yield line, f"imports {name}; use a reaction to an event instead of a Django signal"


def pure_rules(tree: ast.AST, room: str, name: str) -> Iterator[Finding]:
    """Rules compute: Python, the pure parts of core, and the module's own values."""
    if room != "rules":
        return
    module = Path(name).parts[3]
    own = tuple(f"dabiao.modules.{module}.{part}" for part in ("enums", "events", "rules"))
    core = tuple(f"dabiao.core.{part}" for part in PURE_CORE)
    for line, imported in imports(tree):
        if not _under(imported, own + core) and not _pure_stdlib(imported):
            yield line, f"rules import {imported}; rules are pure"


def _pure_stdlib(name: str) -> bool:
    top = name.split(".")[0]
    return top in sys.stdlib_module_names and top not in IMPURE_STDLIB


def prints(tree: ast.AST) -> Iterator[Finding]:
    """The product speaks through the catalogue, the log, or click."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield node.lineno, "print; use logging, or click.echo in a command"


MODULE_LINTS: tuple[Callable[[ast.Module, str, str], Iterator[Finding]], ...] = (
    api_objects,
    clock,
    service_signatures,
    http_below_schemas,
    signals,
    pure_rules,
)
