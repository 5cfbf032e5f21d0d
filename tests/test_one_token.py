"""One token of a messenger for all workers: whoever comes first fetches it, the others wait for that one."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from dabiao.core.actor import SYSTEM
from dabiao.core.notifications import configuring, connecting
from dabiao.core.notifications.connecting import Line
from dabiao.core.notifications.messengers.base import Message
from dabiao.core.notifications.models import MessengerSettings
from dabiao.core.notifications.troubles import Postponed, Trouble
from dabiao.modules.contracts.tests.together import real_database
from dabiao.testing.messengers import WeComService
from dabiao.testing.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)

HELLO = Message("达标", "要联系：云岚科技", "", "k", NOW)


def send() -> str:
    try:
        Line.to("wecom").send("LiMin", HELLO, NOW)
    except Trouble as trouble:
        return trouble.word
    return "sent"


def connect(service: WeComService, settings: LazySettings) -> None:
    settings.MESSENGER_URLS = service.urls
    configuring.save("wecom", enabled=True, fields=service.fields, actor=SYSTEM, now=NOW)


def test_workers_that_need_one_at_once_fetch_one(tmp_path: Path, settings: LazySettings) -> None:
    service = WeComService(token_takes=0.3)
    try:
        connect(service, settings)
        with real_database(tmp_path) as together:
            assert together(*[send] * 4) == ["sent"] * 4
            assert len(service.tokens) == 1
            service.forget_tokens()
            assert together(*[send] * 4) == ["sent"] * 4
        assert (len(service.tokens), len(service.got)) == (2, 8)
    finally:
        service.close()


def test_who_died_while_fetching_holds_the_others_up_only_for_a_while(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "PATIENCE", 0.2)
    service = WeComService()
    try:
        connect(service, settings)
        MessengerSettings.objects.update(fetching_until=NOW + connecting.FETCHING)
        with pytest.raises(Postponed, match="busy"):
            Line.to("wecom").send("LiMin", HELLO, NOW)
        later = NOW + connecting.FETCHING + timedelta(seconds=1)
        Line.to("wecom").send("LiMin", HELLO, later)
        assert (len(service.tokens), len(service.got)) == (1, 1)
    finally:
        service.close()


def test_who_was_refused_a_token_leaves_it_to_the_next(settings: LazySettings) -> None:
    service = WeComService()
    try:
        connect(service, settings)
        right, service.secret = service.secret, "another"
        assert send() == "wrong_secret"
        assert MessengerSettings.objects.get().fetching_until is None
        service.secret = right
        assert send() == "sent"
    finally:
        service.close()
