"""Agents at the same conversation at the same moment, each on a connection of their own, on both databases."""

from pathlib import Path

import pytest

from dabiao.core.errors import DomainError
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.conversations import services
from dabiao.modules.conversations.models import Conversation, Message
from dabiao.modules.conversations.tests import world
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_take_one_has_it_and_the_other_hears_who(tmp_path: Path) -> None:
    company = make_company()
    waits = world.waiting(world.site(company))
    names = ("sales1", "sales2", "manager")
    actors = {name: company[name].actor for name in names}
    with real_database(tmp_path) as together:
        said = together(
            *(lambda one=one: services.take(waits.pk, actor=one, now=NOW) for one in actors.values())
        )
        owner = Conversation.objects.get(pk=waits.pk).owner_id
        refused = [one for one in said if isinstance(one, Exception)]
        assert len(refused) == 2
        name = next(one for one in names if company[one].id == owner)
        told = {(one.code, one.params.get("owner")) for one in refused if isinstance(one, DomainError)}
        assert told == {("conversations.taken", name)}


def test_two_answers_at_once_stand_in_order_and_once(tmp_path: Path) -> None:
    company = make_company()
    waits, sales = world.waiting(world.site(company)), company["sales1"].actor
    services.take(waits.pk, actor=sales, now=NOW)

    def answer(mark: str) -> Message:
        return services.answer(waits.pk, text=mark, client_id=mark, actor=sales, now=NOW)

    with real_database(tmp_path) as together:
        said = together(*(lambda mark=mark: answer(mark) for mark in ("a", "b", "a", "c")))
        assert [one for one in said if isinstance(one, Exception)] == []
        kept = list(Message.objects.filter(conversation=waits).order_by("seq").values_list("seq", "text"))
        assert [seq for seq, _ in kept] == [1, 2, 3, 4]
        assert sorted(text for _, text in kept[1:]) == ["a", "b", "c"]


def test_nobody_is_given_more_than_they_may_have_by_several_at_once(tmp_path: Path) -> None:
    company = make_company()
    site = world.site(company, chats_each=2)
    chats = [world.waiting(site) for _ in range(4)]
    sales = company["sales1"].actor
    with real_database(tmp_path) as together:
        said = together(*(lambda one=one: services.take(one.pk, actor=sales, now=NOW) for one in chats))
        assert len([one for one in said if isinstance(one, Exception)]) == 2
        assert Conversation.objects.filter(owner_id=sales.user_id).count() == 2
