"""Opening and closing the door."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from dabiao.core.access import actors, auth, events
from dabiao.core.access.models import Session, User
from dabiao.core.access.services.factors import check_code, factor_of, pending_of
from dabiao.core.access.services.passwords import is_over
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import Invalid, TooMany, Unauthenticated
from dabiao.core.events.services import record
from dabiao.core.sealing import keyed_hash

CHALLENGE = "dabiao.challenge"
CHALLENGE_SECONDS = 300  # between the password and the code


@dataclass(frozen=True)
class SignIn:
    """A fresh session: `key` goes into the cookie and is kept nowhere else."""

    user: User
    key: str


@dataclass(frozen=True)
class Challenge:
    """The password was right, a code is still to come; `token` brings both together."""

    token: str


def sign_in(request: HttpRequest, *, login: str, password: str, now: datetime) -> SignIn | Challenge:
    """Open a session, or ask who has a second factor for a code.

    Raises `access.bad_credentials`, `access.passing_over` (401), or `access.locked_out` (429) after repeated failure.
    """
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
    _demand_in_time(user, address, now)
    if factor_of(user.pk) is not None:
        return Challenge(signing.dumps([user.pk, _trace(user)], salt=CHALLENGE))
    return _open_session(user, address, request.headers.get("User-Agent", ""), now)


def _demand_in_time(user: User, address: str, now: datetime) -> None:
    """Refusals stand in the audit, this one too."""
    if not is_over(user, now):
        return
    with transaction.atomic():
        actor = replace(SYSTEM, address=address)
        record(events.SignInRefused(login=user.login, locked=False), actor=actor, now=now)
    raise Unauthenticated("access.passing_over", field="password", hours=settings.PASSING_PASSWORD_HOURS)


def sign_in_with_code(request: HttpRequest, *, challenge: str, code: str, now: datetime) -> SignIn:
    """The second step. Raises `access.challenge_over` (401), and as `check_code`: wrong codes lock out as well."""
    user = _challenged(challenge)
    address = request.META.get("REMOTE_ADDR", "")
    actor = replace(actors.build(user), address=address)
    try:
        check_code(user.pk, code, actor=actor, now=now)
    except (Invalid, TooMany) as refusal:
        with transaction.atomic():
            locked = isinstance(refusal, TooMany)
            record(events.SignInRefused(login=user.login, locked=locked), actor=actor, now=now)
        raise
    return _open_session(user, address, request.headers.get("User-Agent", ""), now)


def _challenged(challenge: str) -> User:
    """Who passed the first step, if nothing about their password changed since."""
    try:
        user_id, trace = signing.loads(challenge, salt=CHALLENGE, max_age=CHALLENGE_SECONDS)
    except signing.BadSignature:
        raise Unauthenticated("access.challenge_over", field="code") from None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or _trace(user) != trace:
        raise Unauthenticated("access.challenge_over", field="code")
    return user


def _trace(user: User) -> str:
    return keyed_hash(user.password)[:16]


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
        pending=pending_of(user),
    )
    record(events.SignedIn(), ("user", user.pk), actor=replace(actors.build(user), address=address), now=now)
    return SignIn(user, key)


@transaction.atomic
def sign_out(*, key: str, actor: Actor, now: datetime) -> None:
    """Close the session of this cookie; closing it twice is no error."""
    if actor.user_id and Session.objects.filter(key_hash=auth.digest(key)).delete()[0]:
        record(events.SignedOut(), ("user", actor.user_id), actor=actor, now=now)


@transaction.atomic
def deactivate(user_id: int) -> None:
    """Close the door at once: no sign-in, no session, no token."""
    User.objects.filter(pk=user_id).update(is_active=False, access_version=F("access_version") + 1)
    Session.objects.filter(user_id=user_id).delete()
