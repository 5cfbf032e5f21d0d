from collections.abc import Iterator

import pytest
import time_machine

from dabiao.modules.reports.tests.world import EVENING
from dabiao.testing.people import NOW, Company, make_company


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def at_ten() -> Iterator[None]:
    """That Wednesday at ten in the morning."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at_seven() -> Iterator[None]:
    """That evening at seven, half an hour after a daily report is due."""
    with time_machine.travel(EVENING, tick=False):
        yield
