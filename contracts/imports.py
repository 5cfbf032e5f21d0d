"""Who may import whom. Builds import-linter's contracts from the plan and from the rooms that exist."""

import contextlib
import io
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from contracts.house import BESIDE_THE_ROOM, CORE, FLOORS, PUBLIC, ROOM, House

# Writes the rows that services would have written (ADR 0019), so it knows models and rules as they do.
BULK = "demo/bulk"

# A test may set up whatever its sentence needs.
TESTS_ARE_FREE = {
    "ignore_imports": ["dabiao.**.tests.** -> dabiao.**"],
    "unmatched_ignore_imports_alerting": "none",
}


def plan(house: House) -> list[dict[str, Any]]:
    """Every import contract, as import-linter reads them."""
    rooms = [f"dabiao.modules.{name}" for name in house.modules]
    return [
        _layers("Floors", ["dabiao"], FLOORS, ignored=["locales"]),
        _layers("Module order", ["dabiao.modules"], reversed(house.order)),
        *([_layers("Order inside a module", rooms, ROOM, ignored=BESIDE_THE_ROOM)] if rooms else []),
        _layers("Order inside core", ["dabiao.core"], CORE, ignored=["tests"]),
        *(_public_surface(house, name) for name in house.modules),
        *_doctor_stands_alone(house),
        *_testing_is_for_tests(house),
        *_truth_is_for_the_demo(house),
    ]


def _layers(
    name: str, containers: list[str], layers: Iterable[str], *, ignored: Iterable[str] = ()
) -> dict[str, Any]:
    return {
        "name": name,
        "type": "layers",
        "containers": containers,
        "layers": [" | ".join(f"({part})" for part in layer.split(" | ")) for layer in layers],
        "exhaustive": True,
        "exhaustive_ignores": list(ignored),
        **TESTS_ARE_FREE,
    }


def _public_surface(house: House, module: str) -> dict[str, Any]:
    inside = [name for name in ROOM if name not in PUBLIC and house.has(f"modules/{module}/{name}")]
    outside = [f"dabiao.{name.replace('/', '.')}" for name in ("config", "testing", BULK) if house.has(name)]
    return {
        "name": f"Others use only {', '.join(PUBLIC)} of {module}",
        "type": "protected",
        "protected_modules": [f"dabiao.modules.{module}.{name}" for name in inside],
        "allowed_importers": [f"dabiao.modules.{module}", *outside],
        **TESTS_ARE_FREE,
    }


def _doctor_stands_alone(house: House) -> list[dict[str, Any]]:
    if not house.has("doctor"):
        return []
    ours = [f"dabiao.{floor}" for floor in ("config", "demo", "modules", "core") if house.has(floor)]
    return [
        {
            "name": "The doctor shares no code with what it checks",
            "type": "forbidden",
            "source_modules": ["dabiao.doctor"],
            "forbidden_modules": ours,
        }
    ]


def _testing_is_for_tests(house: House) -> list[dict[str, Any]]:
    if not house.has("testing"):
        return []
    return [
        {
            "name": "Only tests import what helps tests",
            "type": "protected",
            "protected_modules": ["dabiao.testing"],
            "allowed_importers": ["dabiao.testing"],
            **TESTS_ARE_FREE,
        }
    ]


def _truth_is_for_the_demo(house: House) -> list[dict[str, Any]]:
    if not house.has("demo/simulation"):
        return []
    return [
        {
            "name": "Nothing learns the truth of the demo company from its simulation",
            "type": "protected",
            "protected_modules": ["dabiao.demo.simulation"],
            "allowed_importers": ["dabiao.demo"],
            **TESTS_ARE_FREE,
        }
    ]


def check(house: House) -> list[str]:
    """One finding when an import contract is broken: import-linter's own words about which, and where."""
    sys.path.insert(0, str(house.root / "src"))
    from importlinter.cli import lint_imports

    said = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(said):
        config = Path(folder) / "contracts.toml"
        config.write_text(_toml(plan(house)))
        failed = lint_imports(config_filename=str(config), no_cache=True, no_logo=True)
    return [said.getvalue().partition("Broken contracts\n")[2] or said.getvalue()] if failed else []


def _toml(contracts: list[dict[str, Any]]) -> str:
    """Strings, lists of strings and booleans look the same in TOML as in JSON."""
    lines = ["[tool.importlinter]", 'root_packages = ["dabiao"]', "exclude_type_checking_imports = false"]
    for contract in contracts:
        lines.append("[[tool.importlinter.contracts]]")
        lines.extend(f"{key} = {json.dumps(value)}" for key, value in contract.items())
    return "\n".join(lines)
