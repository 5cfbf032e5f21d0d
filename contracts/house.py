"""The plan of the house: which floors, rooms and names there are. Every list is in order, top to bottom."""

import runpy
from dataclasses import dataclass
from pathlib import Path

FLOORS = ("testing", "config", "demo | doctor", "modules", "core")

ROOM = (
    "apps",
    "admin",
    "api",
    "reactions",
    "jobs",
    "schemas",
    "services",
    "queries",
    "models",
    "rules",
    "events",
    "enums",
)
BESIDE_THE_ROOM = ("migrations", "tests")

# What one module may use of another.
PUBLIC = ("services", "queries", "events", "enums")

CORE = (
    "http",
    "bulk",
    "importing",
    "exporting",
    "views",
    "lists",
    "fields",
    "conditions",
    "comments",
    "attachments",
    "live",
    "access",
    "notifications",
    "sums",
    "upkeep",
    "throttle",
    "timers",
    "identity",
    "events",
    "search",
    "subjects",
    "figures",
    "checkables",
    "ordered",
    "scoping",
    "files",
    "masking",
    "kept",
    "locking",
    "actor",
    "days",
    "calendar",
    "money",
    "mentions",
    "matching",
    "phones",
    "sealing",
    "learning",
    "i18n",
    "hearing",
    "text",
    "db",
    "errors",
)

# All that a rule may use besides Python itself and its own module's enums and events.
PURE_CORE = (
    *("money", "calendar", "hearing", "text", "phones", "errors"),
    *("learning.encoding", "learning.figures", "learning.linear"),
)


@dataclass(frozen=True)
class House:
    """A checkout: `root` holds src/, ui/ and contracts/."""

    root: Path

    @property
    def package(self) -> Path:
        return self.root / "src" / "dabiao"

    @property
    def order(self) -> tuple[str, ...]:
        """Every declared module, bottom to top, from the list that settings install from."""
        return tuple(runpy.run_path(str(self.package / "config" / "modules.py"))["ORDER"])

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules that exist."""
        return tuple(sorted(path.parent.name for path in (self.package / "modules").glob("*/__init__.py")))

    def has(self, name: str) -> bool:
        """Whether a Python module or package of this name lies under src/dabiao."""
        path = self.package / name
        return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()

    def python(self, folder: str = "src/dabiao") -> list[Path]:
        """Our Python files under `folder`, without generated ones."""
        return sorted(path for path in (self.root / folder).rglob("*.py") if "migrations" not in path.parts)

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()
