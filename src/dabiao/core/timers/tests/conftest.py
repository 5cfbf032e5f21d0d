import pytest

from dabiao.core.events import handlers
from dabiao.core.timers import registry


@pytest.fixture(autouse=True)
def only_own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test registers the handlers it speaks of, and no other test sees them."""
    for module, name in (
        (handlers, "_inline"),
        (handlers, "_after_commit"),
        (registry, "_timers"),
        (registry, "_periods"),
        (registry, "_jobs"),
    ):
        monkeypatch.setattr(module, name, {})
