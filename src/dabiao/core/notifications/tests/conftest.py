import pytest

from dabiao.core.events import handlers


@pytest.fixture(autouse=True)
def only_own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test registers the handlers it speaks of, and no other test sees them."""
    monkeypatch.setattr(handlers, "_inline", {})
    monkeypatch.setattr(handlers, "_after_commit", {})
