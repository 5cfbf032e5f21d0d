"""Several finish one review at the same moment, on both databases."""

from pathlib import Path

import pytest

from dabiao.modules.activities.models import Task
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.reviews import services
from dabiao.modules.reviews.models import Finish, Review
from dabiao.modules.reviews.tests.world import a_company, filled, won_tree
from dabiao.testing.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_review_finished_by_three_at_once_leaves_one_task(tmp_path: Path) -> None:
    company = a_company()
    review = filled(company, won_tree(company))
    actor = company["lead1"].actor

    def finish() -> Review:
        return services.finish(review.pk, actor=actor, now=NOW)

    with real_database(tmp_path) as together:
        said = together(finish, finish, finish)
        assert [one for one in said if isinstance(one, Exception)] == []
        assert (Task.objects.count(), Finish.objects.count()) == (1, 1)
