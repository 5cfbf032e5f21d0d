import pytest
from django.db import connection, transaction

from dabiao.core.events import channel
from dabiao.core.events.services import BULK, Entry, record, record_all
from dabiao.core.events.tests.samples import MEI, NOW, Door, Knocked, needs_postgresql
from dabiao.core.live import source
from dabiao.core.live.reach import Change
from dabiao.core.live.source import News, Poller, understood
from dabiao.core.notifications.models import Notification
from dabiao.core.notifications.services import notify
from dabiao.core.notifications.tests.test_notifications import person

DOOR = Change("door", 1, 4, frozenset({(7, 70), (8, 80)}))


def knock(*doors: Door) -> None:
    record(Knocked(), *doors, actor=MEI, now=NOW, previous=[(7, 70)])


@pytest.mark.django_db
def test_a_poller_tells_what_was_added_since_it_began_and_only_once() -> None:
    knock(Door(9, 9, 90))
    poller = Poller()
    reader = person("reader")
    knock(Door(1, 8, 80, version=4))
    notify([reader], "door.knocked", {}, ("door", 1), NOW)
    notification = Notification.objects.get().pk
    assert poller.poll() == News((DOOR,), ((reader, notification),))
    assert not poller.poll()


@pytest.mark.django_db
def test_a_poller_that_finds_too_much_tells_everyone_to_look_again() -> None:
    poller = Poller()
    record_all([Entry(Knocked())] * (source.LARGEST_POLL + 1), actor=MEI, now=NOW)
    assert poller.poll() == News(missed=True)
    assert not poller.poll()


@pytest.mark.django_db
def test_an_idle_poll_asks_two_questions(django_assert_num_queries) -> None:
    poller = Poller()
    with django_assert_num_queries(2):
        poller.poll()


@pytest.fixture
def heard(transactional_db: None):
    """Listens as the live source does; returns what was said since the last call."""
    with channel.listen(channel.EVENTS, channel.NOTIFICATIONS) as listener:

        def since() -> News:
            return understood([(note.channel, note.payload) for note in listener.notifies(timeout=0.2)])

        yield since


@needs_postgresql
def test_a_commit_tells_the_listeners(heard) -> None:
    with transaction.atomic():
        knock(Door(1, 8, 80, version=4))
        assert not heard()
    assert heard() == News((DOOR,))


@needs_postgresql
def test_an_undone_change_is_not_told(heard) -> None:
    with transaction.atomic():
        knock(Door(1, 8, 80))
        transaction.set_rollback(True)
    assert not heard()


@needs_postgresql
def test_a_notification_is_told(heard) -> None:
    reader = person("reader")
    notify([reader], "door.knocked", {}, ("door", 1), NOW, dedupe=1)
    assert heard() == News(notified=((reader, Notification.objects.get().pk),))


@needs_postgresql
def test_an_audience_too_long_to_be_sent_is_read_from_the_event(heard) -> None:
    doors = [Door(number, 8, 80) for number in range(300)]
    with transaction.atomic():
        record(Knocked(), *doors, actor=MEI, now=NOW)
    news = heard()
    assert [(change.id, change.holders) for change in news.changes] == [
        (number, frozenset({(8, 80)})) for number in range(300)
    ]


@needs_postgresql
def test_many_facts_at_once_make_everyone_look_again(heard) -> None:
    with transaction.atomic():
        record_all([Entry(Knocked(), [("door", 1)])] * (BULK + 1), actor=MEI, now=NOW)
    assert heard() == News(missed=True)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL has channels")
def test_on_sqlite_announcing_asks_nothing_of_the_database(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        channel.announce([(channel.EVENTS, "{}")])
