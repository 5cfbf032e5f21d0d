"""The command line: every command explains itself in plain words, and the list of them costs nothing."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dabiao.config import modules
from dabiao.config.cli import COMMANDS, main

NAMES = sorted(
    "serve worker import seed bench doctor backup restore createadmin resetaccount migrate openapi recount".split()  # noqa: SIM905
)
JARGON = re.compile(r"\b(ORM|WSGI|ASGI|granian|subprocess|callback|kwargs|queryset)\b")


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.output


def test_every_promised_command_exists() -> None:
    assert sorted(str(command.name) for command in COMMANDS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_command_explains_itself_in_plain_words(name: str) -> None:
    code, said = run(name, "--help")
    assert code == 0
    assert JARGON.findall(said) == []
    assert all(option.help for option in main.commands[name].params if option.param_type_name == "option")


@pytest.mark.parametrize("name", NAMES)
def test_list_shows_a_whole_sentence_per_command(name: str) -> None:
    assert main.commands[name].get_short_help_str(limit=65).endswith(".")
    assert not main.commands[name].get_short_help_str(limit=65).endswith("...")


def test_help_loads_no_django() -> None:
    code = (
        "import sys; from dabiao.config import cli; print([n for n in sys.modules if n.startswith('django')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_taken_port_is_said_before_anything_starts() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        code, said = run("serve", "--port", str(port), "--no-migrate")
    assert code == 1
    assert said == (
        f"Error: Port {port} on 127.0.0.1 cannot be used (Address already in use). Choose another with --port.\n"
    )


def test_unknown_benchmark_lists_the_known_ones() -> None:
    code, said = run("bench", "nonsense")
    assert code == 1
    assert said.startswith("Error: There is no benchmark nonsense. There are: ")


def test_malformed_mapping_is_refused(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").touch()
    code, said = run("import", "lead", str(tmp_path / "leads.csv"), "--map", "phone")
    assert code == 2
    assert "'phone' is not of the form NAME=VALUE." in said


def test_import_in_the_name_of_nobody_is_refused(tmp_path: Path, db: None) -> None:
    (tmp_path / "leads.csv").touch()
    assert run("import", "lead", str(tmp_path / "leads.csv"), "--as", "nobody") == (
        1,
        "Error: Nobody signs in as nobody.\n",
    )


def test_openapi_prints_the_description_of_every_module() -> None:
    code, said = run("openapi")
    assert code == 0
    tags = {
        tag
        for path in json.loads(said)["paths"].values()
        for method in path.values()
        for tag in method["tags"]
    }
    assert set(modules.MODULES) - tags == set()


def test_modules_that_exist_are_declared() -> None:
    folder = modules._FOLDER
    rooms = {path.name for path in folder.iterdir() if (path / "apps.py").exists()}
    assert rooms == set(modules.MODULES)
