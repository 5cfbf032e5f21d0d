"""Whatever happened to deals, and however far the blocks are behind: the funnel says what the records say."""

import random
from datetime import timedelta

import pytest
from django.db import connection

from dabiao.core.actor import SYSTEM
from dabiao.core.bulk import services as bulk
from dabiao.core.timers import firing, worker
from dabiao.modules.analytics import queries, services
from dabiao.modules.analytics.models import FunnelBlock, FunnelMark
from dabiao.modules.analytics.tests.world import EDGES, _deal, _held, _stays
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity, StageEntry
from dabiao.testing.people import NOW

READERS = ("boss", "manager", "lead1")
ASKED = (
    {"by": "person"},
    {"by": "team", "from": "2025-01-01", "to": "2026-04-01"},
    {"by": "month", "from": "2025-02-10", "to": "2026-03-19"},
)


def everything(world):
    """All that any reader can ask, read from the records alone: no block is there to be read."""
    FunnelBlock.objects.all().delete()
    services.mark_all(actor=SYSTEM, now=NOW)
    return told(world)


def told(world):
    return [
        world.company[who].client.read("/funnel", **asked)["opportunities"]
        for who in READERS
        for asked in ASKED
    ]


def settle(months=1_000):
    return services.settle(months=months, actor=SYSTEM, now=NOW)


class Life:
    """Random histories, by every way in which deals change."""

    def __init__(self, world, seed):
        self.world, self.dice = world, random.Random(seed)
        self.undoable = []
        for deal in Opportunity.objects.all():
            self.stand(deal)

    def stand(self, deal):
        """The random walks of this world end whenever they like; nobody moves on before they came."""
        last = StageEntry.objects.get(opportunity=deal, left_at=None)
        Opportunity.objects.filter(pk=deal.pk).update(stage_entered_at=last.entered_at)

    def deal(self):
        return self.dice.choice(list(Opportunity.objects.select_related("stage").order_by("pk")))

    def move(self):
        deal, stage = self.deal(), self.dice.choice(self.world.stages)
        opportunities.move(
            deal.pk,
            stage_id=stage.pk,
            expected_stage_id=deal.stage_id,
            reason="预算取消",
            actor=SYSTEM,
            now=NOW,
        )

    def edit(self):
        deal = self.deal()
        changes = {"amount_minor": self.dice.randrange(10**8), "source": self.dice.choice(["form", "ad"])}
        opportunities.edit(deal.pk, changes=changes, version=deal.version, actor=SYSTEM, now=NOW)

    def give(self):
        to = self.world.company[self.dice.choice(["sales1", "sales2", "sales3"])].id
        opportunities.assign(self.deal().pk, owner_id=to, actor=SYSTEM, now=NOW)

    def many(self):
        actor = self.world.company["ops"].actor
        bases = {self.deal().pk: {} for _ in range(5)}
        owner = self.world.company[self.dice.choice(["sales1b", "sales3"])].id
        number, _ = bulk.edit("opportunity", bases=bases, changes={"owner_id": owner}, actor=actor, now=NOW)
        self.undoable.append(number)

    def undo(self):
        if self.undoable and (number := self.undoable.pop()):
            bulk.undo(number, actor=self.world.company["ops"].actor, now=NOW)

    def open(self):
        deal = _deal(self.dice, [_held(self.world.company, "sales2")], self.world.customer, self.world.stages)
        [made] = Opportunity.objects.bulk_create([deal])
        StageEntry.objects.bulk_create(_stays(self.dice, made, self.world.stages))
        self.stand(made)

    def by_hand(self):
        """What no service does: a repair in the database."""
        Opportunity.objects.filter(pk=self.deal().pk).update(created_at=self.dice.choice(EDGES))
        StageEntry.objects.filter(opportunity=self.deal(), left_at=None).update(
            entered_at=NOW - timedelta(days=500)
        )

    def go(self):
        forget = Opportunity.objects.exclude(pk=self.deal().pk).order_by("-pk").first()
        StageEntry.objects.filter(opportunity=forget).delete()
        forget.delete()

    def some(self, count):
        ways = [self.move, self.edit, self.give, self.many, self.undo, self.open, self.by_hand, self.go]
        for _ in range(count):
            self.dice.choice(ways)()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_funnel_is_what_the_records_say_however_far_blocks_are_behind(world, seed):
    life = Life(world, seed)
    settle()
    for _ in range(2):
        life.some(6)
        behind = told(world)
        assert FunnelMark.objects.exists()
        settle(months=2)
        half = told(world)
        settle()
        assert not FunnelMark.objects.exists()
        settled = told(world)
        assert behind == half == settled
        assert settled == everything(world)


def test_blocks_are_read_and_not_the_records_where_nothing_is_marked(world):
    settle()
    before = told(world)
    FunnelBlock.objects.all().delete()
    assert told(world) != before


def test_to_settle_a_second_time_changes_nothing(world):
    assert settle() > 0
    blocks = list(
        FunnelBlock.objects.order_by("basis", "month", "unit_id").values_list(
            "basis", "month", "unit_id", "content"
        )
    )
    assert settle() == 0
    services.mark_all(actor=SYSTEM, now=NOW)
    assert settle() > 0
    again = FunnelBlock.objects.order_by("basis", "month", "unit_id")
    assert list(again.values_list("basis", "month", "unit_id", "content")) == blocks


def test_a_settling_that_dies_at_any_statement_is_made_good_by_the_next(world):
    settle()
    before = told(world)
    Opportunity.objects.filter(stage__kind="open").update(amount_minor=11)
    for at in range(1, 12):
        with pytest.raises(Killed), connection.execute_wrapper(deadly(at)):
            settle()
        assert FunnelMark.objects.exists()
    now = told(world)
    assert now != before
    settle()
    assert told(world) == now


class Killed(Exception):
    pass


def deadly(at):
    """Dies at one of the statements; what was not committed is gone."""
    left = [at]

    def run(execute, *given):
        left[0] -= 1
        if not left[0]:
            raise Killed
        return execute(*given)

    return run


def test_a_block_whose_deals_have_all_gone_goes_with_them(world):
    settle()
    StageEntry.objects.all().delete()
    Opportunity.objects.all().delete()
    settle()
    assert not FunnelBlock.objects.exists()


def test_the_worker_settles_what_changed(world):
    assert queries.is_behind()
    firing.ensure_periodic(NOW)
    worker.drain(NOW)
    assert not queries.is_behind()
    Opportunity.objects.filter(pk=Opportunity.objects.first().pk).update(amount_minor=7)
    assert queries.is_behind()
    worker.drain(NOW + timedelta(seconds=11))
    assert not queries.is_behind()


def test_what_a_funnel_does_not_count_leaves_no_mark(world):
    settle()
    Opportunity.objects.update(name="别的", updated_at=NOW, next_contact_at=NOW)
    assert not FunnelMark.objects.exists()
