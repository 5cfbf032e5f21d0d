from collections.abc import Iterator

import pytest
import time_machine

from dabiao.modules.checks.tests.world import a_company
from dabiao.testing.people import NOW, Company


@pytest.fixture(autouse=True)
def _on_that_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def company(db: None) -> Company:
    return a_company()
