from collections.abc import Iterator

import pytest
import time_machine

from dabiao.modules.analytics.tests.world import World, make_world
from dabiao.testing.people import NOW, Company, make_company


@pytest.fixture(autouse=True)
def _on_that_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def world(company: Company) -> World:
    return make_world(company)
