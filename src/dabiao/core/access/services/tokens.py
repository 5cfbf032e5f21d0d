"""Keys for programs."""

from datetime import datetime

from django.db import transaction

from dabiao.core.access import auth, events
from dabiao.core.access.models import ApiToken
from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, Invalid, NotFound
from dabiao.core.events.services import record

USUAL_PACE = 600  # requests of a token a minute


@transaction.atomic
def issue_token(
    *,
    name: str,
    permissions: list[str],
    expires_at: datetime | None,
    per_minute: int = USUAL_PACE,
    actor: Actor,
    now: datetime,
) -> tuple[ApiToken, str]:
    """A token and, this once, its key. Raises `access.beyond_own` for a permission the actor lacks."""
    actor.require("token.create")
    if actor.via == "token":
        raise Forbidden("access.token_makes_token")
    beyond = [permission for permission in permissions if not actor.may(permission)]
    if beyond:
        raise Invalid("access.beyond_own", field="permissions", value=", ".join(beyond))
    if expires_at is not None and expires_at <= now:
        raise Invalid("access.expires_in_past", field="expires_at")
    key = auth.TOKEN_PREFIX + auth.new_key()
    token = ApiToken.objects.create(
        user_id=actor.person,
        name=name.strip(),
        prefix=key[:10],
        key_hash=auth.digest(key),
        permissions=sorted(set(permissions)),
        per_minute=per_minute,
        created_at=now,
        expires_at=expires_at,
    )
    fact = events.TokenIssued(name=token.name, permissions=token.permissions)
    record(fact, ("token", token.pk), actor=actor, now=now)
    return token, key


@transaction.atomic
def revoke_token(*, token_id: int, actor: Actor, now: datetime) -> None:
    """Stop a token at once; only its owner, or who may edit roles."""
    tokens = ApiToken.objects.filter(pk=token_id, revoked_at=None)
    if not actor.may("role.edit"):
        tokens = tokens.filter(user_id=actor.person)
    token = tokens.select_for_update().first()
    if token is None:
        raise NotFound("core.not_found", kind="token", id=token_id)
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    record(events.TokenRevoked(name=token.name), ("token", token.pk), actor=actor, now=now)


@transaction.atomic
def set_pace(*, token_id: int, per_minute: int, actor: Actor, now: datetime) -> None:
    """How often in a minute a token may ask; only its owner, or who may edit roles. Not by a token: none sets its own.

    Raises `core.not_found`, `access.token_makes_token`."""
    if actor.via == "token":
        raise Forbidden("access.token_makes_token")
    tokens = ApiToken.objects.filter(pk=token_id, revoked_at=None)
    if not actor.may("role.edit"):
        tokens = tokens.filter(user_id=actor.person)
    token = tokens.select_for_update().first()
    if token is None:
        raise NotFound("core.not_found", kind="token", id=token_id)
    before, token.per_minute = token.per_minute, per_minute
    if before != per_minute:
        token.save(update_fields=["per_minute"])
        fact = events.TokenPaced(name=token.name, per_minute=per_minute, before=before)
        record(fact, ("token", token.pk), actor=actor, now=now)
