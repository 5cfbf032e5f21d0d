import asyncio
from collections.abc import Awaitable, Callable

import pytest

from dabiao.core.actor import Actor, Scope
from dabiao.core.live import hub as hubs
from dabiao.core.live.client import LARGEST_BACKLOG, Client
from dabiao.core.live.hub import Hub
from dabiao.core.live.reach import Change
from dabiao.core.live.source import News

MEI = Actor(1, "Mei", grants={"box.read": Scope.OWN})
BO = Actor(2, "Bo", grants={"box.read": Scope.OWN})


@pytest.fixture(autouse=True)
def short_silences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "SAME_RECORD", 0.05)
    monkeypatch.setattr(hubs, "SAME_RESYNC", 0.05)


def listening(work: Callable[[Hub, Client, Client], Awaitable[None]]) -> None:
    """Run with Mei and Bo at one hub, fed by hand."""

    async def run() -> None:
        hub = Hub(asyncio.get_running_loop())
        mei, bo = Client(MEI), Client(BO)
        hub.clients = {mei, bo}
        await work(hub, mei, bo)

    asyncio.run(run())


def box(owner: int, version: int = 1, id: int = 1) -> Change:
    return Change("box", id, version, frozenset({(owner, None)}))


async def heard(client: Client, within: float = 0.01) -> list[str]:
    return (await client.take(within)).decode().split("\n\n")[:-1]


def said(version: int, id: int = 1) -> str:
    return f'event: change\ndata: {{"kind":"box","id":{id},"version":{version}}}'


RESYNC = "event: resync\ndata: {}"


def test_a_change_is_heard_by_those_who_may_see_it() -> None:
    async def work(hub: Hub, mei: Client, bo: Client) -> None:
        hub.spread(News(changes=(box(owner=1),)))
        assert (await heard(mei), await heard(bo)) == ([said(1)], [])

    listening(work)


def test_changes_of_one_record_are_told_at_once_and_then_together() -> None:
    async def work(hub: Hub, mei: Client, bo: Client) -> None:
        hub.spread(News(changes=(box(1, version=1), box(1, version=2), box(1, version=3))))
        assert await heard(mei) == [said(1)]
        await asyncio.sleep(0.06)
        assert await heard(mei) == [said(3)]
        await asyncio.sleep(0.06)
        assert await heard(mei) == []

    listening(work)


def test_whoever_held_a_record_during_the_silence_hears_of_it() -> None:
    async def work(hub: Hub, mei: Client, bo: Client) -> None:
        hub.spread(News(changes=(box(1, version=1), box(2, version=2), box(3, version=3))))
        await asyncio.sleep(0.06)
        assert (await heard(mei), await heard(bo)) == ([said(1)], [said(3)])

    listening(work)


def test_silence_about_one_record_does_not_silence_another() -> None:
    async def work(hub: Hub, mei: Client, bo: Client) -> None:
        hub.spread(News(changes=(box(1, id=1), box(1, id=2))))
        assert await heard(mei) == [said(1, id=1), said(1, id=2)]

    listening(work)


def test_a_notification_is_heard_by_its_reader_alone() -> None:
    async def work(hub: Hub, mei: Client, bo: Client) -> None:
        hub.spread(News(notified=((2, 77),)))
        assert (await heard(mei), await heard(bo)) == ([], ['event: notification\ndata: {"id":77}'])

    listening(work)


def test_what_was_missed_makes_everyone_look_again_but_not_all_the_time() -> None:
    async def work(hub: Hub, mei: Client, bo: Client) -> None:
        for _ in range(3):
            hub.spread(News(missed=True))
        assert (await heard(mei), await heard(bo)) == ([RESYNC], [RESYNC])
        await asyncio.sleep(0.06)
        assert await heard(mei) == [RESYNC]
        await asyncio.sleep(0.06)
        assert await heard(mei) == []

    listening(work)


def test_a_client_too_far_behind_is_told_to_look_again() -> None:
    async def work(hub: Hub, mei: Client, bo: Client) -> None:
        hub.spread(News(changes=tuple(box(1, id=id) for id in range(LARGEST_BACKLOG + 1))))
        assert await heard(mei) == [RESYNC, said(1, id=LARGEST_BACKLOG)]

    listening(work)


def test_a_change_of_grants_counts_from_the_next_message_on() -> None:
    async def work(hub: Hub, mei: Client, bo: Client) -> None:
        bo.actor = Actor(2, "Bo", grants={"box.read": Scope.ALL})
        hub.spread(News(changes=(box(owner=1),)))
        assert await heard(bo) == [said(1)]

    listening(work)


def test_a_client_that_left_hears_nothing() -> None:
    async def work(hub: Hub, mei: Client, bo: Client) -> None:
        hub.leave(mei)
        hub.spread(News(changes=(box(owner=1),)))
        assert (await heard(mei), mei.closed) == ([], True)

    listening(work)
