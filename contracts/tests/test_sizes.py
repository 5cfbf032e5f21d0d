from contracts import sizes
from contracts.house import House
from contracts.tests.conftest import write

FILE = "src/dabiao/core/text.py"
FUNCTION = "def long():\n" + "    x = 1\n" * 60


def lines(count: int) -> str:
    return "x = 1\n" * count


def owe(house: House, kind: str, name: str, size: int) -> None:
    write(house.root, "contracts/debt.toml", f'[{kind}]\n"{name}" = {size}\n')


def test_long_file_is_found(house: House) -> None:
    write(house.root, FILE, lines(401))
    assert sizes.check(house) == [f"{FILE}: 401 lines; files have at most 400"]


def test_long_function_is_found(house: House) -> None:
    write(house.root, FILE, FUNCTION)
    assert sizes.check(house) == [f"{FILE}:long: 61 lines; functions have at most 60"]


def test_long_screen_is_found_and_a_generated_one_is_not(house: House) -> None:
    write(house.root, "ui/src/app/Shell.tsx", lines(401))
    write(house.root, "ui/src/api/schema.gen.ts", lines(5000))
    assert sizes.check(house) == ["ui/src/app/Shell.tsx: 401 lines; files have at most 400"]


def test_listed_debt_is_borne(house: House) -> None:
    write(house.root, FILE, lines(450))
    owe(house, "files", FILE, 450)
    assert sizes.check(house) == []


def test_debt_may_not_grow(house: House) -> None:
    write(house.root, FILE, lines(451))
    owe(house, "files", FILE, 450)
    assert sizes.check(house) == [f"{FILE}: 451 lines, grown past the 450 in contracts/debt.toml"]


def test_shrunk_debt_is_written_down(house: House) -> None:
    write(house.root, FILE, lines(420))
    owe(house, "files", FILE, 450)
    assert sizes.check(house) == [f"{FILE}: shrunk to 420 lines: write that into contracts/debt.toml"]


def test_paid_debt_is_struck_off(house: House) -> None:
    write(house.root, FILE, lines(10))
    owe(house, "files", FILE, 450)
    assert sizes.check(house) == [f"{FILE}: 10 lines, within the limit: take it off contracts/debt.toml"]
