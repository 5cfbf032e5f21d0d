"""The demo company goes on by itself: leads come in and are answered, but by nobody who has signed in."""

from datetime import timedelta

import pytest

from dabiao.core.access.models import Session
from dabiao.core.actor import SYSTEM
from dabiao.core.timers.models import Timer
from dabiao.demo import going_on
from dabiao.modules.dispatch.models import Case, Policy, Rule, Stint
from dabiao.modules.dispatch.services import clocking, deciding
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, make_company, make_person

pytestmark = pytest.mark.django_db
HOURS = 3


def lived(company: Company) -> None:
    """Some hours as a worker would live through them, step by step."""
    make_person("admin", company.root, "operations")
    ids = [company[name].id for name in ("sales1", "sales1b", "sales2")]
    Policy.objects.update_or_create(
        pk=1, defaults={"updated_at": NOW, "working": {"days": "all", "spans": [["00:00", "24:00"]]}}
    )
    common = {"hours": "always", "candidates": {"people": ids}, "created_at": NOW, "updated_at": NOW}
    Rule.objects.create(name="轮流", place=1, **common)
    going_on.begin(NOW)
    for _ in range(HOURS * 180):
        timer = Timer.objects.get(key=going_on.NAME)
        now = timer.due_at
        going_on.go_on(timer.payload, now)
        deciding.beat(actor=SYSTEM, now=now)
        deciding.decide_waiting(actor=SYSTEM, now=now)
        clocking.run_due(actor=SYSTEM, now=now)


def test_leads_come_in_and_people_answer_but_whoever_has_signed_in_answers_for_themselves() -> None:
    company = make_company()
    visitor = company["sales1"].id
    Session.objects.create(
        key_hash="x", user_id=visitor, created_at=NOW, seen_at=NOW, expires_at=NOW + timedelta(days=7)
    )
    lived(company)
    assert 30 < Lead.objects.count() < 110
    assert Stint.objects.filter(user_id=visitor).exists()
    assert not Stint.objects.filter(user_id=visitor, responded_at__isnull=False).exists()
    answered = Stint.objects.filter(responded_at__isnull=False)
    assert answered.count() > 10
    assert answered.exclude(feedback_at=None).count() > 3
    held = Case.objects.filter(state__in=("responding", "feedback")).count()
    assert held < 40  # the desk does not fill up
    last_hour = Lead.objects.filter(received_at__gte=NOW + timedelta(hours=HOURS - 1)).count()
    assert last_hour > 5  # and goes on


def test_without_rules_it_ends() -> None:
    make_company()
    going_on.begin(NOW)
    going_on.go_on(Timer.objects.get(key=going_on.NAME).payload, NOW)
    assert not Lead.objects.exists()
    step = Timer.objects.get(key=going_on.NAME).payload["step"]
    assert step == 1  # nothing has been planned after it
