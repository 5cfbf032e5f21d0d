import pytest

from dabiao.modules.opportunities import services as deals
from dabiao.testing.people import NOW, Company, make_company


@pytest.fixture
def company(db: None) -> Company:
    made = make_company()
    deals.ensure_default_pipeline(actor=made["ops"].actor, now=NOW)
    return made
