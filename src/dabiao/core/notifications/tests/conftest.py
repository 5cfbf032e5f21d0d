from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from dabiao.core.events import handlers
from dabiao.core.notifications.tests.connected import served
from dabiao.testing.messengers import DingTalkService, FeishuService, Service, WeComService


@pytest.fixture(autouse=True)
def only_own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test registers the handlers it speaks of, and no other test sees them."""
    monkeypatch.setattr(handlers, "_inline", {})
    monkeypatch.setattr(handlers, "_after_commit", {})


@pytest.fixture(params=[WeComService, DingTalkService, FeishuService], ids=lambda made: made.name)
def messenger(request: pytest.FixtureRequest, settings: LazySettings) -> Iterator[Service]:
    """The service of each messenger in turn, where the product looks for it."""
    with served(request.param(), settings) as service:
        yield service


@pytest.fixture
def wecom(settings: LazySettings) -> Iterator[WeComService]:
    with served(WeComService(), settings) as service:
        yield service


@pytest.fixture
def dingtalk(settings: LazySettings) -> Iterator[DingTalkService]:
    with served(DingTalkService(), settings) as service:
        yield service


@pytest.fixture
def feishu(settings: LazySettings) -> Iterator[FeishuService]:
    with served(FeishuService(), settings) as service:
        yield service
