from contracts.house import House
from contracts.tests.conftest import add_module, contracts


def test_new_module_keeps_every_contract(house: House) -> None:
    done = add_module(house.root, "quality")
    assert done.returncode == 0, done.stderr
    assert "src/dabiao/modules/quality is there and installed." in done.stdout
    assert contracts(house.root, "imports", "lints", "sizes", "i18n").stdout == "Contracts: all kept.\n"


def test_undeclared_module_takes_the_place_it_is_given(house: House) -> None:
    assert add_module(house.root, "gifts", "--above", "customers").returncode == 0
    assert house.order[house.order.index("customers") + 1] == "gifts"
    assert contracts(house.root, "imports").returncode == 0


def test_undeclared_module_without_a_place_is_refused(house: House) -> None:
    done = add_module(house.root, "gifts")
    assert (done.returncode, done.stdout) == (2, "")
    assert "gifts has no place in the order of the house" in done.stderr


def test_existing_module_is_left_alone(house: House) -> None:
    done = add_module(house.root, "leads")
    assert (done.returncode, done.stderr) == (2, "There is a module leads already.\n")


def test_bad_name_is_refused(house: House) -> None:
    assert add_module(house.root, "Leads!").returncode == 2
