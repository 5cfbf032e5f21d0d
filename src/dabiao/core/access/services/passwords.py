"""Passwords: what a good one is, changing one's own, and a passing one for who forgot theirs."""

import secrets
from datetime import datetime, timedelta

from axes.utils import reset as forget_failures
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from dabiao.core.access import auth, events
from dabiao.core.access.models import OldPassword, Pending, SecondFactor, Session, User
from dabiao.core.access.services.factors import pending_of
from dabiao.core.access.services.sessions import demand_person
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import DomainError, Forbidden, Invalid, Many
from dabiao.core.events.services import record

REMEMBERED = 5  # passwords back that are not taken again, the present one among them
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike on paper
# Django's name of a fault → ours
FAULTS = {
    "password_too_short": "access.password_short",
    "password_too_common": "access.password_common",
    "password_too_similar": "access.password_similar",
    "password_entirely_numeric": "access.password_digits",
}


def set_checked_password(user: User, password: str, *, field: str = "password") -> None:
    """Raises `access.password_short`, `…_common`, `…_similar`, `…_digits`, all that apply at once."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise _refused(error, field) from None
    user.set_password(password)


def _refused(error: ValidationError, field: str) -> DomainError:
    faults: list[DomainError] = [
        Invalid(FAULTS[str(one.code)], field=field, minimum=settings.PASSWORD_MINIMUM)
        for one in error.error_list
    ]
    return faults[0] if len(faults) == 1 else Many(faults)


@transaction.atomic
def change_password(*, old: str, new: str, keep_session: str, actor: Actor, now: datetime) -> None:
    """Sign out every other session with it. Raises `access.wrong_password`, `access.password_used`, `access.passing_over`,
    and as above."""
    user = User.objects.select_for_update().get(pk=actor.person)
    if not user.check_password(old):
        raise Invalid("access.wrong_password", field="old_password")
    if is_over(user, now):
        raise Invalid("access.passing_over", field="old_password", hours=settings.PASSING_PASSWORD_HOURS)
    former = user.password
    set_checked_password(user, new, field="new_password")
    _demand_new(user, former, new)
    user.must_change_password, user.password_expires_at = False, None
    user.save(update_fields=["password", "must_change_password", "password_expires_at"])
    _remember(user, former, now)
    auth.forget_sessions(user, keep=keep_session)
    Session.objects.filter(user=user, pending=Pending.PASSWORD).update(pending=pending_of(user))
    record(events.PasswordChanged(), ("user", user.pk), actor=actor, now=now)


def is_over(user: User, now: datetime) -> bool:
    """Whether a passing password has lain about for too long."""
    return user.password_expires_at is not None and user.password_expires_at <= now


def _demand_new(user: User, former: str, password: str) -> None:
    known = user.old_passwords.order_by("-id").values_list("password", flat=True)[: REMEMBERED - 1]
    if any(check_password(password, one) for one in (former, *known)):
        raise Invalid("access.password_used", field="new_password", count=REMEMBERED)


def _remember(user: User, former: str, now: datetime) -> None:
    OldPassword.objects.create(user=user, password=former, replaced_at=now)
    kept = user.old_passwords.order_by("-id").values_list("id", flat=True)[: REMEMBERED - 1]
    user.old_passwords.exclude(pk__in=list(kept)).delete()


@transaction.atomic
def reset_password(user_id: int, *, actor: Actor, now: datetime) -> str:
    """A passing password for who forgot theirs, shown this once; it opens the door to choosing one's own, and
    that for `PASSING_PASSWORD_HOURS`.

    Signs them out everywhere and lifts a lock. Raises as `demand_person`, `access.reset_own`, `access.no_password`.
    """
    user = User.objects.select_for_update().get(pk=demand_person(user_id, actor=actor).pk)
    if user.pk == actor.user_id:
        raise Forbidden("access.reset_own")
    if user.is_integration:
        raise Invalid("access.no_password", field="id")
    return _give_passing_password(user, actor=actor, now=now)


@transaction.atomic
def reset_at_the_machine(login: str, *, keep_factor: bool, now: datetime) -> str:
    """`reset_password` for who sits at the server itself, second factor included. Raises `access.unknown_login`."""
    user = User.objects.select_for_update().filter(login=login.strip().lower()).first()
    if user is None:
        raise Invalid("access.unknown_login", field="login", value=login)
    if not keep_factor and SecondFactor.objects.filter(user=user).delete()[0]:
        record(events.FactorReset(name=user.name), ("user", user.pk), actor=SYSTEM, now=now)
    return _give_passing_password(user, actor=SYSTEM, now=now)


def _give_passing_password(user: User, *, actor: Actor, now: datetime) -> str:
    passing = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    _remember(user, user.password, now)
    user.set_password(passing)
    user.must_change_password = True
    user.password_expires_at = now + timedelta(hours=settings.PASSING_PASSWORD_HOURS)
    user.save(update_fields=["password", "must_change_password", "password_expires_at"])
    auth.forget_sessions(user)
    forget_failures(username=user.login)
    record(events.PasswordReset(name=user.name), ("user", user.pk), actor=actor, now=now)
    return passing
