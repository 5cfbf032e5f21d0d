"""Several plan the next of one series, or write on one topic, at the same moment, on both databases."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.meetings import services
from dabiao.modules.meetings.models import Meeting, Topic
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_next_of_a_series_is_planned_once_and_one_topic_has_one_writer(tmp_path: Path) -> None:
    company = make_company()
    actor = company["lead1"].actor
    facts = {"kind": "morning", "title": "晨会", "repeat": "weekly", "weekdays": [0, 1, 2, 3, 4]}
    series = services.begin_series(
        **facts, at=time(8, 45), minutes=15, unit_id=company.team1.pk, actor=actor, now=NOW
    )
    first = Meeting.objects.get()
    topic = Topic.objects.filter(meeting=first)[0]
    later = first.ends_at + timedelta(minutes=1)

    def write(words: str) -> Topic:
        return services.edit_topic(
            topic.pk, changes={"minutes": words}, base={"minutes": ""}, actor=actor, now=NOW
        )

    with real_database(tmp_path) as together:
        said = together(*(lambda words=words: write(words) for words in ("甲", "乙", "丙")))
        assert [type(one) for one in said if isinstance(one, Exception)] == [Conflict, Conflict]
        together(*(lambda: services.make_next(series.pk, actor=SYSTEM, now=later) for _ in range(3)))
        assert Meeting.objects.filter(series_id=series.pk).count() == 2
