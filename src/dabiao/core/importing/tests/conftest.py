from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from dabiao.core.access import actors
from dabiao.core.access.models import Role, User
from dabiao.core.actor import Actor
from dabiao.core.importing import kinds, services
from dabiao.core.importing.models import ImportRun
from dabiao.core.importing.tests.probe import PROBE

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
Importer = Callable[..., ImportRun]


@pytest.fixture(autouse=True)
def probe_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._kinds, "probe", PROBE)


@pytest.fixture(autouse=True)
def home(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DABIAO_HOME = tmp_path / "home"
    return tmp_path / "home"


def person(login: str, **grants: str) -> Actor:
    """A user whose one role grants this; `probe_import="own"` stands for the permission probe.import."""
    named = {name.replace("_", ".", 1): scope for name, scope in grants.items()}
    user = User.objects.create(login=login, name=login.title(), created_at=NOW)
    user.roles.add(Role.objects.create(code=login, grants=named))
    return actors.of_user(user.pk)


@pytest.fixture
def actor(db: None) -> Actor:
    return person("ann", probe_import="own")


@pytest.fixture
def uploaded(actor: Actor) -> Importer:
    def upload(content: bytes | str, filename: str = "线索.csv", **said: Any) -> ImportRun:
        data = content.encode() if isinstance(content, str) else content
        return services.upload("probe", BytesIO(data), filename, actor, NOW, **said)

    return upload


@pytest.fixture
def imported(uploaded: Importer, actor: Actor) -> Importer:
    """Upload, start with the guessed mapping unless another is given, and run to the end."""

    def run(
        content: bytes | str,
        mapping: dict[str, str] | None = None,
        options: dict[str, Any] | None = None,
        **said: Any,
    ) -> ImportRun:
        made = uploaded(content, **said)
        services.start(made.pk, made.guess if mapping is None else mapping, options or {}, actor, NOW)
        return services.execute(made.pk, clock=lambda: NOW)

    return run
