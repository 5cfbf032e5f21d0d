"""Opening and closing the door."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from dabiao.core.access import actors, auth, events
from dabiao.core.access.models import Session, User
from dabiao.core.access.services.users import set_checked_password
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import Invalid, TooMany, Unauthenticated
from dabiao.core.events.services import record


@dataclass(frozen=True)
class SignIn:
    """A fresh session: `key` goes into the cookie and is kept nowhere else."""

    user: User
    key: str


def sign_in(request: HttpRequest, *, login: str, password: str, now: datetime) -> SignIn:
    """Open a session. Raises `access.bad_credentials` (401), or `access.locked_out` (429) after repeated failure."""
    login = login.strip().lower()
    credentials = {"username": login, "password": password}
    address = request.META.get("REMOTE_ADDR", "")
    user = authenticate(request, **credentials)
    if user is None:
        locked = AxesProxyHandler.is_locked(request, credentials)
        with transaction.atomic():
            record(
                events.SignInRefused(login=login, locked=locked),
                actor=replace(SYSTEM, address=address),
                now=now,
            )
        if locked:
            raise TooMany("access.locked_out", field="login", minutes=round(settings.AXES_COOLOFF_TIME * 60))
        raise Unauthenticated("access.bad_credentials", field="password")
    return _open_session(user, address, request.headers.get("User-Agent", ""), now)


@transaction.atomic
def _open_session(user: User, address: str, user_agent: str, now: datetime) -> SignIn:
    key = auth.new_key()
    Session.objects.create(
        key_hash=auth.digest(key),
        user=user,
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(days=settings.SESSION_DAYS),
        address=address[:64],
        user_agent=user_agent[:300],
    )
    record(events.SignedIn(), ("user", user.pk), actor=replace(actors.build(user), address=address), now=now)
    return SignIn(user, key)


@transaction.atomic
def sign_out(*, key: str, actor: Actor, now: datetime) -> None:
    """Close the session of this cookie; closing it twice is no error."""
    if actor.user_id and Session.objects.filter(key_hash=auth.digest(key)).delete()[0]:
        record(events.SignedOut(), ("user", actor.user_id), actor=actor, now=now)


@transaction.atomic
def change_password(*, old: str, new: str, keep_session: str, actor: Actor, now: datetime) -> None:
    """Sign out every other session with it. Raises `access.bad_credentials`, `access.weak_password`."""
    user = User.objects.select_for_update().get(pk=actor.person)
    if not user.check_password(old):
        raise Invalid("access.wrong_password", field="old_password")
    set_checked_password(user, new)
    user.save(update_fields=["password"])
    auth.forget_sessions(user, keep=keep_session)
    record(events.PasswordChanged(), ("user", user.pk), actor=actor, now=now)


@transaction.atomic
def deactivate(user_id: int) -> None:
    """Close the door at once: no sign-in, no session, no token."""
    User.objects.filter(pk=user_id).update(is_active=False, access_version=F("access_version") + 1)
    Session.objects.filter(user_id=user_id).delete()
