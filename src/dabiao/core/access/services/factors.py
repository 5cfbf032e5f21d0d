"""The second factor: a code from an app, or one of the recovery codes that were shown once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from django.db import transaction

from dabiao.core.access import events
from dabiao.core.access.models import Pending, RecoveryCode, Role, SecondFactor, Session, User
from dabiao.core.access.services.sessions import demand_person
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid, TooMany
from dabiao.core.events.services import record
from dabiao.core.sealing import Unreadable, keyed_hash, seal, unseal

PURPOSE = "second factor"
STEP = 30  # seconds one code of the app lives
SKEW = 1  # steps a phone's clock may be off, either way
MOST_FAILURES = 5
LOCKED = timedelta(minutes=15)
RECOVERY_CODES = 10
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without letters that look like digits
ISSUER = "Dabiao"


@dataclass(frozen=True)
class Enrolment:
    """What the app has to know; shown to nobody but the person, this once."""

    secret: str
    uri: str
    qr_svg: str


def factor_of(user_id: int) -> SecondFactor | None:
    """The confirmed factor of somebody."""
    return SecondFactor.objects.filter(user_id=user_id, confirmed_at__isnull=False).first()


def requires_factor(user_id: int) -> bool:
    return Role.objects.filter(users=user_id, requires_factor=True).exists()


def pending_of(user: User) -> str:
    """What somebody has to do first, now: a password of their own before a factor beside it."""
    if user.must_change_password:
        return Pending.PASSWORD
    missing = requires_factor(user.pk) and factor_of(user.pk) is None
    return Pending.FACTOR if missing else Pending.NOTHING


@transaction.atomic
def begin_factor(*, password: str, actor: Actor, now: datetime) -> Enrolment:
    """A new secret, worth nothing until a code of it is confirmed.

    Raises `access.wrong_password`, `access.factor_exists`.
    """
    from pyotp import TOTP

    user = _with_password(password, actor)
    if factor_of(user.pk) is not None:
        raise Conflict("access.factor_exists")
    secret = new_secret()
    SecondFactor.objects.update_or_create(
        user=user,
        defaults={"sealed_secret": seal(secret, PURPOSE), "created_at": now, "failures": 0, "last_step": 0},
    )
    uri = TOTP(secret).provisioning_uri(name=user.login, issuer_name=ISSUER)
    return Enrolment(secret, uri, _picture(uri))


def new_secret() -> str:
    from pyotp import random_base32

    return random_base32()


def _picture(uri: str) -> str:
    import segno

    return str(segno.make(uri, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff"))


@transaction.atomic
def confirm_factor(*, code: str, actor: Actor, now: datetime) -> list[str]:
    """From now on signing in takes a code too. The recovery codes, this once.

    Raises `access.wrong_code`, `access.factor_not_begun`.
    """
    factor = SecondFactor.objects.select_for_update().filter(user_id=actor.person, confirmed_at=None).first()
    if factor is None:
        raise Conflict("access.factor_not_begun")
    if not _takes(factor, code, now):
        raise Invalid("access.wrong_code", field="code")
    factor.confirmed_at = now
    factor.save(update_fields=["confirmed_at", "last_step"])
    Session.objects.filter(user_id=actor.person, pending=Pending.FACTOR).update(pending=Pending.NOTHING)
    record(events.FactorEnrolled(), ("user", actor.person), actor=actor, now=now)
    return _new_codes(factor)


def _new_codes(factor: SecondFactor) -> list[str]:
    codes = [_code() for _ in range(RECOVERY_CODES)]
    factor.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, code_hash=keyed_hash(_bare(one))) for one in codes
    )
    return codes


def _code() -> str:
    """Ten letters and digits: fifty bits of chance."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def _bare(code: str) -> str:
    return "".join(one for one in code.upper() if one.isalnum())


def remove_factor(*, password: str, code: str, actor: Actor, now: datetime) -> None:
    """Sign in with the password alone again.

    Raises `access.factor_required` where a role demands it, and as `check_code`.
    """
    _with_password(password, actor)
    if requires_factor(actor.person):
        raise Forbidden("access.factor_required")
    check_code(actor.person, code, actor=actor, now=now)
    with transaction.atomic():
        if SecondFactor.objects.filter(user_id=actor.person).delete()[0]:
            record(events.FactorRemoved(), ("user", actor.person), actor=actor, now=now)


def renew_recovery_codes(*, password: str, code: str, actor: Actor, now: datetime) -> list[str]:
    """Ten new ones, this once; the old ones are worth nothing. Raises as `check_code`."""
    _with_password(password, actor)
    check_code(actor.person, code, actor=actor, now=now)
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().get(user_id=actor.person)
        record(events.RecoveryCodesRenewed(), ("user", actor.person), actor=actor, now=now)
        return _new_codes(factor)


@transaction.atomic
def reset_factor(user_id: int, *, actor: Actor, now: datetime) -> None:
    """Take somebody's second factor away, who lost their phone. Doing it twice is no error."""
    user = demand_person(user_id, actor=actor)
    if SecondFactor.objects.filter(user=user).delete()[0]:
        record(events.FactorReset(name=user.name), ("user", user.pk), actor=actor, now=now)


def check_code(user_id: int, code: str, *, actor: Actor, now: datetime) -> None:
    """Use up a code of the app or a recovery code.

    Raises `access.wrong_code`, `access.locked_out` after five failures, `access.no_factor`. A failure is counted even
    though it is refused, so nobody may call this inside a transaction of theirs.
    """
    with transaction.atomic():
        factor = (
            SecondFactor.objects.select_for_update()
            .filter(user_id=user_id, confirmed_at__isnull=False)
            .first()
        )
        if factor is None:
            raise Conflict("access.no_factor")
        locked = factor.failures >= MOST_FAILURES and now < (factor.failed_at or now) + LOCKED
        passed = not locked and (_takes(factor, code, now) or _recovers(factor, code, actor, now))
        if not locked:
            _count(factor, passed, now)
    if locked:
        raise TooMany("access.locked_out", field="code", minutes=round(LOCKED.total_seconds() / 60))
    if not passed:
        raise Invalid("access.wrong_code", field="code")


def _count(factor: SecondFactor, passed: bool, now: datetime) -> None:
    stale = factor.failed_at is not None and now >= factor.failed_at + LOCKED
    factor.failures = 0 if passed else 1 if stale else factor.failures + 1
    factor.failed_at = None if passed else now
    factor.save(update_fields=["failures", "failed_at", "last_step"])


def _opened(factor: SecondFactor) -> str:
    """Raises `access.factor_unreadable` when the installation's key is another one than then."""
    try:
        return unseal(factor.sealed_secret, PURPOSE)
    except Unreadable:
        raise Conflict("access.factor_unreadable") from None


def _takes(factor: SecondFactor, code: str, now: datetime) -> bool:
    """Whether it is a code of these moments, and none before it was used; it is used then."""
    from pyotp import TOTP

    app, given = TOTP(_opened(factor), interval=STEP), code.replace(" ", "")
    here = int(now.timestamp()) // STEP
    for step in range(max(here - SKEW, factor.last_step + 1), here + SKEW + 1):
        if compare_digest(app.generate_otp(step).encode(), given.encode()):
            factor.last_step = step
            return True
    return False


def _recovers(factor: SecondFactor, code: str, actor: Actor, now: datetime) -> bool:
    """Whether it is a recovery code not used before; it is used then."""
    unused = factor.recovery_codes.filter(used_at=None)
    if not unused.filter(code_hash=keyed_hash(_bare(code))).update(used_at=now):
        return False
    record(events.RecoveryCodeUsed(left=unused.count()), ("user", factor.user_id), actor=actor, now=now)
    return True


def _with_password(password: str, actor: Actor) -> User:
    user = User.objects.get(pk=actor.person)
    if not user.check_password(password):
        raise Invalid("access.wrong_password", field="password")
    return user
