"""The company that benchmarks measure on is made as those of people are: it fails here, and not on the day it is measured."""

import pytest
from bench._company import fill

from dabiao.doctor import run
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity


@pytest.mark.django_db
def test_the_company_of_benchmarks_is_whole() -> None:
    company = fill(200)
    assert Lead.objects.count() == 200
    assert Opportunity.objects.exists()
    assert company.seller_id != company.manager_id
    assert run() == []
