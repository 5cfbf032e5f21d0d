from typing import Any

from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils import timezone

STATEMENTS_PREPARED = 300  # at most, by each connection; PostgreSQL keeps some ten to a hundred KB for each


class ConfigConfig(AppConfig):
    """Last in line: after every migration the roles of the product exist."""

    name = "dabiao.config"
    label = "config"

    def ready(self) -> None:
        from dabiao.config.roles import EVERYTHING
        from dabiao.core.access.services import declare_permissions

        declare_permissions(EVERYTHING)
        connection_created.connect(_prepare_more)
        # Django sends the signal only for apps with models; access is the one whose rows we write
        post_migrate.connect(_after_migrate, sender=apps.get_app_config("access"))


def _prepare_more(connection: Any, **_: Any) -> None:
    if connection.vendor == "postgresql":
        connection.connection.prepared_max = STATEMENTS_PREPARED


def _after_migrate(**_: Any) -> None:
    from dabiao.config.roles import CAPS, PRESETS
    from dabiao.core.access.services import ensure_roles
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.opportunities.services import ensure_default_pipeline

    ensure_roles(PRESETS, CAPS)
    ensure_default_pipeline(actor=SYSTEM, now=timezone.now())
