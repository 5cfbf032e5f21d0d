"""A funnel read while deals change hands is that of one moment, on both databases."""

from pathlib import Path
from threading import Event

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.db import one_moment
from dabiao.modules.analytics import queries, services
from dabiao.modules.analytics.models import FunnelMark
from dabiao.modules.analytics.tests.world import make_world
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.opportunities.models import Opportunity
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)
WAIT = 20


def test_what_others_commit_meanwhile_is_not_half_seen(tmp_path: Path) -> None:
    world = make_world(make_company())
    services.settle(actor=SYSTEM, now=NOW)
    actor, unit = world.company["boss"].actor, world.company.south.pk
    begun, changed = Event(), Event()

    def read() -> object:
        with one_moment():
            before = Opportunity.objects.filter(unit_id=unit).count(), FunnelMark.objects.count()
            begun.set()
            assert changed.wait(WAIT)
            return before == (Opportunity.objects.filter(unit_id=unit).count(), FunnelMark.objects.count())

    def change() -> None:
        assert begun.wait(WAIT)
        Opportunity.objects.update(unit_id=unit)
        changed.set()

    with real_database(tmp_path) as together:
        assert together(read, change) == [True, None]
        # outside any transaction: what is marked is read live, and settled it is the same
        [behind] = together(lambda: queries.funnel(actor=actor, now=NOW))
        [settled] = together(
            lambda: services.settle(actor=SYSTEM, now=NOW) and queries.funnel(actor=actor, now=NOW)
        )
        assert behind == settled
