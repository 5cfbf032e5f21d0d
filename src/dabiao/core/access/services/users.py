"""People and programs that can sign in, and what they prefer."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from dabiao.core.access.models import User
from dabiao.core.access.services.passwords import set_checked_password
from dabiao.core.access.services.roles import grantable_roles
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid


@transaction.atomic
def create_user(
    *,
    login: str,
    password: str | None,
    name: str,
    roles: Iterable[str],
    is_integration: bool = False,
    actor: Actor,
    now: datetime,
) -> User:
    """A first password that a person gave is known to two: it has to be changed at the first sign-in.

    Raises `access.login_taken`, `access.unknown_role`, and as `set_checked_password`.
    """
    login = login.strip().lower()
    if not login:
        raise Invalid("core.required", field="login")
    if User.objects.filter(login=login).exists():
        raise Invalid("access.login_taken", field="login", login=login)
    user = User(login=login, name=name.strip(), is_integration=is_integration, created_at=now)
    if password is None:
        user.set_unusable_password()
    else:
        set_checked_password(user, password)
        user.must_change_password = not actor.is_system
    user.save()
    user.roles.set(grantable_roles(roles, actor=actor))
    return user


@transaction.atomic
def save_preferences(*, changes: Mapping[str, Any], actor: Actor) -> None:
    """Language and theme of the actor themselves."""
    language = changes.get("language")
    if language is not None and language not in settings.LANGUAGES_SHOWN:
        raise Invalid(
            "core.not_a_choice", field="language", value=language, known=", ".join(settings.LANGUAGES_SHOWN)
        )
    theme = changes.get("theme")
    if theme is not None and theme not in ("light", "dark", "system"):
        raise Invalid("core.not_a_choice", field="theme", value=theme, known="light, dark, system")
    User.objects.filter(pk=actor.person).update(
        **{k: v for k, v in (("language", language), ("theme", theme)) if v}
    )
