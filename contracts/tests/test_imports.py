from pathlib import Path

import pytest

from contracts.house import House
from contracts.tests.conftest import build, contracts, write

STRAY = ("core/helpers.py", "modules/gossip/__init__.py", "modules/leads/helpers.py", "helpers/__init__.py")
FORBIDDEN = {
    "core/text.py": "import dabiao.modules.leads.enums",
    "core/money.py": "",
    "core/errors.py": "import dabiao.core.money",
    "modules/customers/services.py": "from dabiao.modules.leads import queries",
    "modules/leads/models.py": "from dabiao.modules.leads import services",
    "modules/leads/services.py": "from dabiao.modules.customers import models",
    "doctor/__init__.py": "import dabiao.modules.leads.queries",
    "demo/__init__.py": "",
    "demo/simulation/__init__.py": "",
    "demo/bulk/__init__.py": "import dabiao.modules.customers.models",
    "config/commands.py": "import dabiao.demo.simulation",
}


def said_about(root: Path, files: dict[str, str]) -> str:
    build(root)
    for name, text in files.items():
        write(root, f"src/dabiao/{name}", f"{text}\n")
    done = contracts(root, "imports")
    assert done.returncode == 1, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def strays(tmp_path_factory: pytest.TempPathFactory) -> str:
    return said_about(tmp_path_factory.mktemp("strays"), dict.fromkeys(STRAY, ""))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    return said_about(tmp_path_factory.mktemp("broken"), FORBIDDEN)


def test_empty_rooms_keep_every_contract(house: House) -> None:
    done = contracts(house.root, "imports", "lints", "sizes", "i18n")
    assert (done.stdout, done.returncode) == ("Contracts: all kept.\n", 0)


@pytest.mark.parametrize("name", ["core.helpers", "modules.gossip", "modules.leads.helpers", "helpers"])
def test_stray_name_fails(strays: str, name: str) -> None:
    assert f"- dabiao.{name}\n" in strays


def test_core_knows_no_module(broken: str) -> None:
    assert "dabiao.core.text -> dabiao.modules.leads.enums" in broken


def test_order_inside_core_holds(broken: str) -> None:
    assert "dabiao.core.errors -> dabiao.core.money" in broken


def test_lower_module_does_not_import_a_higher_one(broken: str) -> None:
    assert "dabiao.modules.customers.services -> dabiao.modules.leads.queries" in broken


def test_models_do_not_import_services(broken: str) -> None:
    assert "dabiao.modules.leads.models -> dabiao.modules.leads.services" in broken


def test_models_of_another_module_stay_private(broken: str) -> None:
    assert "Illegal imports of protected package dabiao.modules.customers.models" in broken


def test_doctor_shares_no_code(broken: str) -> None:
    assert "dabiao.doctor -> dabiao.modules.leads.queries" in broken


def test_the_truth_of_the_demo_company_stays_with_the_demo(broken: str) -> None:
    assert "Illegal imports of protected package dabiao.demo.simulation" in broken
    assert "dabiao.config.commands -> dabiao.demo.simulation" in broken


def test_only_the_bulk_writer_of_the_demo_knows_models(broken: str) -> None:
    assert "dabiao.demo.bulk -> dabiao.modules.customers.models" not in broken


def test_services_of_a_lower_module_are_open(house: House) -> None:
    write(
        house.root, "src/dabiao/modules/leads/services.py", "from dabiao.modules.customers import services\n"
    )
    assert contracts(house.root, "imports").returncode == 0
