"""Two workers at one outbox."""

from datetime import datetime
from threading import Barrier
from threading import Event as Flag

import pytest
from django.db import transaction

from dabiao.core.events import pump
from dabiao.core.events.handlers import after_commit
from dabiao.core.events.lanes import SHORT_WAIT
from dabiao.core.events.models import Delivery, Event
from dabiao.core.events.services import record
from dabiao.core.events.tests.samples import MEI, NOW, Echoed, Knocked, in_thread, needs_postgresql

pytestmark = [pytest.mark.django_db(transaction=True), needs_postgresql]


def echoes() -> list[int]:
    events = Event.objects.filter(kind="test.echoed").order_by("pk")
    return [data["of"] for data in events.values_list("data", flat=True)]


def test_two_workers_never_handle_one_delivery_twice() -> None:
    after_commit(Knocked)(lambda fact, event, now: record(Echoed(fact.times), actor=MEI, now=now) and None)
    with transaction.atomic():
        for times in range(200):
            record(Knocked(times), ("door", times), actor=MEI, now=NOW)
    start = Barrier(2)

    def work() -> None:
        start.wait()
        while Delivery.objects.exists():
            pump.deliver_due(NOW)

    for thread in [in_thread(work), in_thread(work)]:
        thread.join()
    assert sorted(echoes()) == list(range(200))


def test_a_second_worker_leaves_later_news_of_a_record_to_the_first() -> None:
    entered, leave = Flag(), Flag()

    def slow(fact: Knocked, event: Event, now: datetime) -> None:
        if fact.times == 1:
            entered.set()
            leave.wait(5)
        record(Echoed(fact.times), actor=MEI, now=now)

    after_commit(Knocked)(slow)
    with transaction.atomic():
        record(Knocked(1), ("door", 1), actor=MEI, now=NOW)
    first = in_thread(lambda: pump.deliver_due(NOW))
    assert entered.wait(5)
    with transaction.atomic():
        record(Knocked(2), ("door", 1), actor=MEI, now=NOW)
        record(Knocked(3), ("door", 2), actor=MEI, now=NOW)
    pump.deliver_due(NOW)
    assert echoes() == [3]
    leave.set()
    first.join()
    pump.deliver_due(NOW + SHORT_WAIT)
    assert echoes() == [3, 1, 2]
