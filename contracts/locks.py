"""Lock files name packages and checksums, never a host: anybody installs them from the registry they use."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from contracts.house import House

PYTHON = ("requirements.lock", "requirements-dev.lock")
UI = "ui/package-lock.json"
_PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def check(house: House) -> list[str]:
    """A host in a lock; a package that both Python locks pin differently; a dependency that is not locked."""
    found = [f"{name} names a host" for name in PYTHON if "://" in (house.root / name).read_text()]
    found += _ui(house)
    production, development = (_pins(house, name) for name in PYTHON)
    found += [
        f"{package}: {version} in production, {development.get(package)} for development"
        for package, version in sorted(production.items())
        if development.get(package) != version
    ]
    unlocked = sorted(_declared(house) - production.keys())
    return found + [f"{package} is a dependency but not locked: make lock" for package in unlocked]


def _ui(house: House) -> Iterator[str]:
    """Besides a host: a package for another system that was not to be had when the lock was made.

    npm leaves such a one out without a word, and then `npm ci` refuses the whole lock.
    """
    packages = json.loads((house.root / UI).read_text()).get("packages", {})
    if any("resolved" in package for package in packages.values()):
        yield f"{UI} names a host: ui/.npmrc needs omit-lockfile-registry-resolved=true"
    for name, package in packages.items():
        missing = [
            other for other in package.get("optionalDependencies", {}) if not _installed(packages, other)
        ]
        if missing:
            yield f"{UI} lacks {missing[0]} and {len(missing) - 1} more of {name}: take a version that has all"


def _installed(packages: dict[str, Any], name: str) -> bool:
    return any(path.endswith(f"node_modules/{name}") for path in packages)


def _pins(house: House, name: str) -> dict[str, str]:
    return dict(_PIN.findall((house.root / name).read_text()))


def _declared(house: House) -> set[str]:
    project = tomllib.loads((house.root / "pyproject.toml").read_text())["project"]
    return {re.split(r"[\[<>=!~; ]", text)[0].lower() for text in project["dependencies"]}
