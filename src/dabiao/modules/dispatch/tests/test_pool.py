"""The pool (L6): limits of claiming, and leads that nobody works on go back."""

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import TooMany
from dabiao.core.notifications.models import Notification
from dabiao.modules.dispatch.models import Decision
from dabiao.modules.dispatch.services import recycling
from dabiao.modules.dispatch.tests.world import after, arrived, owner_of, policy, rule, run
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def test_so_many_can_be_claimed_on_a_day(company: Company) -> None:
    policy(claims_per_day=2)
    first, second, third = (arrived(company, name=f"客{n}") for n in range(3))
    sales1 = company["sales1"].actor
    for lead in (first, second):
        leads.claim(lead.pk, actor=sales1, now=NOW)
    with pytest.raises(TooMany) as refused:
        leads.claim(third.pk, actor=sales1, now=after(hours=1))
    assert (refused.value.code, refused.value.params) == ("dispatch.claims_spent", {"limit": 2})
    assert owner_of(third) is None
    leads.claim(third.pk, actor=sales1, now=after(days=1))
    assert owner_of(third) == sales1.user_id


def test_who_holds_enough_claims_no_more(company: Company) -> None:
    policy(claims_open=1)
    own = leads.receive(values={"name": "自己的"}, actor=company["sales1"].actor, now=NOW).made
    lead = arrived(company)
    with pytest.raises(TooMany) as refused:
        leads.claim(lead.pk, actor=company["sales1"].actor, now=NOW)
    assert refused.value.code == "dispatch.holds_enough"
    leads.invalidate(own.pk, reason="spam", note="", actor=company["sales1"].actor, now=NOW)
    leads.claim(lead.pk, actor=company["sales1"].actor, now=NOW)


def test_without_limits_nobody_is_counted(company: Company) -> None:
    for n in range(3):
        leads.claim(arrived(company, name=f"客{n}").pk, actor=company["sales1"].actor, now=NOW)
    assert Lead.objects.filter(owner_id=company["sales1"].id).count() == 3


def test_leads_without_contact_go_back_to_the_pool_after_a_days_notice(company: Company) -> None:
    policy(recycle_days=7)
    sales1 = company["sales1"]
    idle, planned = (
        leads.receive(values={"name": name}, actor=sales1.actor, now=NOW).made
        for name in ("放着的", "约好的")
    )
    Lead.objects.filter(pk=planned.pk).update(next_contact_at=after(days=20))
    assert recycling.recycle(actor=SYSTEM, now=after(days=5)) == 0
    assert not Notification.objects.exists()
    assert recycling.recycle(actor=SYSTEM, now=after(days=6, hours=1)) == 0
    assert recycling.recycle(actor=SYSTEM, now=after(days=6, hours=2)) == 0
    assert list(Notification.objects.values_list("kind", "user_id", "subject_id")) == [
        ("dispatch.recycled_soon", sales1.id, idle.pk)
    ]
    assert recycling.recycle(actor=SYSTEM, now=after(days=7, hours=1)) == 1
    assert recycling.recycle(actor=SYSTEM, now=after(days=7, hours=2)) == 0
    idle.refresh_from_db()
    assert (idle.owner_id, idle.unit_id, idle.status) == (None, company.team1.pk, "new")
    assert owner_of(planned) == sales1.id
    assert Decision.objects.get().loser_id == sales1.id


def test_what_is_in_the_clocks_is_not_recycled(company: Company) -> None:
    policy(recycle_days=1)
    rule(company, "sales1", clock={"response": 7 * 86_400, "warn": 6 * 86_400, "wall": True})
    lead = arrived(company)
    run()
    assert recycling.recycle(actor=SYSTEM, now=after(days=3)) == 0
    assert owner_of(lead) == company["sales1"].id
