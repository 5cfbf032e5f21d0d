"""Writes an empty module that keeps every contract: python scripts/new_module.py NAME [--above MODULE]."""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

APPS = """from django.apps import AppConfig


class {Class}Config(AppConfig):
    name = "dabiao.modules.{name}"
    label = "{name}"
"""
API = '''"""HTTP of {name}."""

from ninja import Router

router = Router(tags=["{name}"])
'''
ROOM = {
    "__init__.py": "",
    "apps.py": APPS,
    "api.py": API,
    "reactions.py": '"""What {name} does when something happens elsewhere."""\n',
    "jobs.py": '"""Schedules, timer handlers and job handlers of {name}."""\n',
    "schemas.py": '"""Wire shapes of {name}."""\n',
    "services.py": '"""Writes of {name}: one promise each, one transaction each."""\n',
    "queries.py": '"""Reads of {name}. Each starts from what the actor may see."""\n',
    "models.py": '"""Rows of {name}."""\n',
    "rules.py": '"""Pure functions of {name}: no Django, no clock, no I/O."""\n',
    "events.py": '"""Facts of {name}, in the past tense."""\n',
    "enums.py": '"""Values of {name}."""\n',
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
}
LANGUAGES = ("zh-Hans", "en", "zh-Hant")

NEXT = """
src/dabiao/modules/{name} is there and installed. Next:
  1. values, facts and rows: enums.py, events.py, models.py, then `make migrations`
  2. rules, queries, services, each with a test in tests/
  3. permissions: grants in src/dabiao/config/roles.py; the record's kind: subjects.register(…) in apps.py
  4. schemas.py and api.py (mounted already), then `make schema`
  5. texts: src/dabiao/locales/zh-Hans/{name}.json and en/{name}.json, then `make i18n`
`make check` says what is missing.
"""


def main(argv: list[str]) -> int:
    """0 when the room was written; 2, with the reason, when it cannot be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--above", help="for a name that is new to docs/architecture.md: what it stands on")
    parser.add_argument("--root", type=Path, default=ROOT)
    given = parser.parse_args(argv)
    problem = _problem(given.root, given.name) or _declare(given.root, given.name, given.above)
    if problem:
        sys.stderr.write(problem + "\n")
        return 2
    _write(given.root / "src" / "dabiao", given.name)
    sys.stdout.write(NEXT.format(name=given.name))
    return 0


def _problem(root: Path, name: str) -> str | None:
    if not re.fullmatch(r"[a-z][a-z_]*", name):
        return f"'{name}' is no module name: small letters and underscores, a plural noun."
    if (root / "src" / "dabiao" / "modules" / name).exists():
        return f"There is a module {name} already."
    return None


def _declare(root: Path, name: str, above: str | None) -> str | None:
    """Gives the name its place in the order of the house, unless it has one."""
    path = root / "src" / "dabiao" / "config" / "modules.py"
    order = path.read_text()
    if f'    "{name}",\n' in order:
        return None
    if above is None or f'    "{above}",\n' not in order:
        return f"{name} has no place in the order of the house. Say what it stands on: ABOVE=customers, say."
    path.write_text(order.replace(f'    "{above}",\n', f'    "{above}",\n    "{name}",\n'))
    return None


def _write(package: Path, name: str) -> None:
    class_name = name.title().replace("_", "")
    files = {
        f"modules/{name}/{file}": text.format(name=name, Class=class_name) for file, text in ROOM.items()
    }
    files |= {f"locales/{language}/{name}.json": "{}\n" for language in LANGUAGES}
    for file, text in files.items():
        (package / file).parent.mkdir(parents=True, exist_ok=True)
        (package / file).write_text(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
