import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from scripts import new_module

from contracts.house import House

ROOT = Path(__file__).resolve().parents[2]
MODULES_LIST = "src/dabiao/config/modules.py"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return build(tmp_path)


def build(root: Path) -> House:
    """A house with nothing in it but the floors and two empty modules."""
    for folder in ("config", "core", "modules"):
        write(root, f"src/dabiao/{folder}/__init__.py")
    write(root, "src/dabiao/__init__.py")
    write(root, "contracts/debt.toml", "[files]\n[functions]\n")
    shutil.copy(ROOT / MODULES_LIST, root / MODULES_LIST)
    for name in ("leads", "customers"):
        assert new_module.main([name, "--root", str(root)]) == 0
    return House(root)


def write(root: Path, name: str, text: str = "") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def add_module(root: Path, name: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts/new_module.py"), name, "--root", str(root), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def contracts(root: Path, *checks: str) -> subprocess.CompletedProcess[str]:
    """The checks over another tree, in a process of their own: import-linter imports what it checks."""
    command = [sys.executable, "-m", "contracts", "--root", str(root), *checks]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
