"""What is left between tests that commit is what Django's own flush would leave."""

import pytest
from django.core.management import call_command
from tests.crash.killed_work import rows
from tests.journey import live_through

from dabiao.modules.leads.models import Lead
from dabiao.testing import emptying
from dabiao.testing.people import make_company

LEADS = Lead._meta.db_table
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_lived_in_database_is_emptied_as_by_a_flush() -> None:
    live_through(make_company())
    lived = rows()
    emptying.empty_again()
    emptied = rows()
    call_command("flush", verbosity=0, interactive=False)
    assert emptied == rows()
    assert lived[LEADS] > 0 == emptied[LEADS]
