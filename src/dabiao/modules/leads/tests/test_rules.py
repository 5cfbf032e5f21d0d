"""The lifecycle in itself."""

import pytest

from dabiao.core.errors import Conflict
from dabiao.modules.leads import rules
from dabiao.modules.leads.enums import LIVE, LeadStatus


@pytest.mark.parametrize("status", LeadStatus)
def test_only_live_leads_go_on(status: str) -> None:
    if status in LIVE:
        rules.check_live(status)
    else:
        with pytest.raises(Conflict):
            rules.check_live(status)


def test_a_contact_never_sets_a_lead_back() -> None:
    assert {status: rules.status_after_contact(status) for status in LeadStatus} == {
        "new": "contacted",
        "assigned": "contacted",
        "contacted": "contacted",
        "qualified": "qualified",
        "converted": "converted",
        "invalid": "invalid",
    }
