"""Several answer one link, or begin one debrief, at the same moment, on both databases."""

from pathlib import Path

import pytest
from django.utils import timezone

from dabiao.core.actor import SYSTEM
from dabiao.modules.activities.models import Task
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.debriefs import services
from dabiao.modules.debriefs.models import Debrief, Link, Voice
from dabiao.modules.debriefs.tests.world import a_debrief, lost
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_link_that_two_answer_at_once_is_answered_once(tmp_path: Path) -> None:
    company = make_company()
    debrief = a_debrief(company["sales1"])
    link = services.ask_buyer(debrief.pk, name="周", actor=company["sales1"].actor, now=timezone.now())

    def answer() -> Voice:
        said = {"said_by": "周", "words": "贵", "weights": {"price": 2}}
        return services.answer(link.pk, agreed=True, actor=SYSTEM, now=timezone.now(), **said)  # type: ignore[arg-type]

    with real_database(tmp_path) as together:
        said = together(answer, answer, answer)
        assert sum(isinstance(one, Exception) for one in said) == 2
        assert (Voice.objects.count(), Link.objects.filter(answered_at=None).count()) == (1, 0)


def test_a_debrief_that_three_begin_at_once_is_one_with_one_task(tmp_path: Path) -> None:
    company = make_company()
    deal = lost(company["sales1"])
    actor = company["sales1"].actor

    def begin() -> Debrief:
        return services.begin(deal.pk, actor=actor, now=NOW)

    with real_database(tmp_path) as together:
        said = together(begin, begin, lambda: services.open_after(deal.pk, actor=SYSTEM, now=NOW))
        assert [one for one in said if isinstance(one, Exception)] == []
        assert (Debrief.objects.count(), Task.objects.count()) == (1, 1)
