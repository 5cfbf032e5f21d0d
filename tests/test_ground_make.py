"""The commands of the Makefile and what they are made of."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROMISED = {
    "setup",
    "run",
    "dev",
    "test",
    "check",
    "lint",
    "types",
    "contracts",
    "schema",
    "ui",
    "bench",
    "seed",
}
PROMISED |= {"new-module", "i18n", "help"}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_help_says_what_every_command_is_for() -> None:
    listed = dict(re.findall(r"^  make ([a-z0-9-]+) +(.+)$", run("make", "help").stdout, re.MULTILINE))
    assert PROMISED - listed.keys() == set()


def test_failed_step_is_named_and_passes_its_exit_code_on() -> None:
    done = run("scripts/step.sh", "lint", "bash", "-c", "exit 3")
    assert done.returncode == 3
    assert re.fullmatch(r'\n✗ "lint" failed after \d+ s\. Run it alone: bash -c exit 3\n', done.stderr)


def test_passed_step_adds_nothing_after_what_it_ran() -> None:
    done = run("scripts/step.sh", "tests", "echo", "5 passed")
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n── tests\n5 passed\n", "")


@pytest.mark.parametrize("path", [".ci/run", *sorted(path.name for path in ROOT.glob("scripts/*.sh"))])
def test_scripts_can_be_run_and_stop_at_the_first_failure(path: str) -> None:
    script = ROOT / (path if "/" in path else f"scripts/{path}")
    assert os.access(script, os.X_OK)
    assert re.search(r"^set -e?uo pipefail$", script.read_text(), re.MULTILINE)
