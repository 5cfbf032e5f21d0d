from contracts import locks
from contracts.house import House
from contracts.tests.conftest import write

PROJECT = '[project]\ndependencies = ["Django>=5.2,<6", "psycopg[binary]>=3"]\n'


BOTH = "django==5.2.1 \\\n    --hash=sha256:00\npsycopg==3.3 ; python_version > '3'\n"
HOST = '{"packages": {"node_modules/react": {"resolved": "https://example"}}}'
PARTIAL = """{"packages": {
  "node_modules/lint": {"optionalDependencies": {"@lint/linux": "1", "@lint/mac": "1", "@lint/win": "1"}},
  "node_modules/@lint/linux": {"version": "1"}
}}"""


def install(house: House, *, production: str, development: str, ui: str = "{}") -> list[str]:
    write(house.root, "pyproject.toml", PROJECT)
    write(house.root, "requirements.lock", production)
    write(house.root, "requirements-dev.lock", development)
    write(house.root, "ui/package-lock.json", ui)
    return locks.check(house)


def test_agreeing_locks_pass(house: House) -> None:
    assert install(house, production=BOTH, development=BOTH + "ruff==1.0\n") == []


def test_host_in_a_lock_is_found(house: House) -> None:
    development = BOTH + "--index-url https://example\n"
    assert install(house, production=BOTH, development=development, ui=HOST) == [
        "requirements-dev.lock names a host",
        "ui/package-lock.json names a host: ui/.npmrc needs omit-lockfile-registry-resolved=true",
    ]


def test_two_versions_of_one_package_are_found(house: House) -> None:
    development = BOTH.replace("5.2.1", "5.2.2")
    assert install(house, production=BOTH, development=development) == [
        "django: 5.2.1 in production, 5.2.2 for development"
    ]


def test_dependency_without_a_lock_is_found(house: House) -> None:
    production = "django==5.2.1\n"
    assert install(house, production=production, development=BOTH) == [
        "psycopg is a dependency but not locked: make lock"
    ]


def test_package_left_out_for_another_system_is_found(house: House) -> None:
    assert install(house, production=BOTH, development=BOTH, ui=PARTIAL) == [
        "ui/package-lock.json lacks @lint/mac and 1 more of node_modules/lint: take a version that has all"
    ]
