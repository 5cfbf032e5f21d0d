"""Who may enter, in which roles, and what was shared with whom."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class Role(models.Model):
    """A named set of grants: permission → scope; and what its holders must have and may use up."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80, blank=True)
    grants = models.JSONField(default=dict)
    built_in = models.BooleanField(default=False)
    requires_factor = models.BooleanField(default=False)
    reveals_per_day = models.IntegerField(null=True)  # different records; null: as many as one likes
    rows_per_export = models.IntegerField(null=True)  # without approval, and so on the next line
    export_rows_per_day = models.IntegerField(null=True)
    exports_need_approval = models.BooleanField(
        default=False, db_default=False
    )  # each of them, however small
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.code


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(login=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Someone, or a program, that can act. What it holds in the company is the org module's Employee."""

    subject_kind: ClassVar[str] = "user"

    login = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    is_integration = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="zh-Hans")
    theme = models.CharField(max_length=8, default="system")
    must_change_password = models.BooleanField(default=False)  # somebody else knows it
    password_expires_at = models.DateTimeField(null=True)  # of a passing one
    roles: Any = models.ManyToManyField(Role, related_name="users")
    access_version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class AccessEpoch(models.Model):
    """One row; raised whenever units or roles change, so that every process drops its cached actors."""

    value = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.value)


class CompanySettings(models.Model):
    """One row, made by the first change; until then the defaults hold."""

    watermark = models.BooleanField(default=True)
    # the chance of a deal by which a forecast weighs its amount: of its stage, of its competition, or what a trained model says
    forecast_by = models.CharField(
        max_length=11,
        choices=[("stage", "stage"), ("competition", "competition"), ("model", "model")],
        default="stage",
        db_default="stage",
    )
    # for how long, and how often on one day, somebody on duty may say that they cannot take a lead; 0: not at all
    busy_minutes = models.SmallIntegerField(default=30, db_default=30)
    busy_times = models.SmallIntegerField(default=3, db_default=3)

    def __str__(self) -> str:
        return "company settings"


class Pending(models.TextChoices):
    """What a person has to do before a fresh session is good for anything else."""

    NOTHING = "", "nothing"
    PASSWORD = "password", "choose a password of one's own"
    FACTOR = "factor", "set up a second factor"


class Session(models.Model):
    """One signed-in browser. Only a hash of the cookie is kept."""

    key_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=64, blank=True)
    user_agent = models.CharField(max_length=300, blank=True)
    pending = models.CharField(max_length=8, choices=Pending.choices, blank=True, default=Pending.NOTHING)

    def __str__(self) -> str:
        return f"{self.user_id} from {self.address}"


class OldPassword(models.Model):
    """The hash of a password somebody had, so that it is not taken again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"former password of {self.user_id}"


class LookingDay(models.Model):
    """How many different records somebody has looked at in full on one day, and what a manager added to the cap."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    looked = models.IntegerField(default=0)
    extra = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="looking_day_once")]

    def __str__(self) -> str:
        return f"{self.user_id} looked at {self.looked} on {self.day}"


class Look(models.Model):
    """One record that somebody looked at in full on one day; the second look at it costs nothing."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "day", "kind", "object_id"], name="look_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} looked at {self.kind} {self.object_id}"


class SecondFactor(models.Model):
    """What a person's authenticator app shares with us. The secret is sealed; it counts once it is confirmed."""

    user: Any = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="second_factor"
    )
    sealed_secret = models.TextField()
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)  # the newest 30 seconds whose code was used: never again
    failures = models.IntegerField(default=0)
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"


class RecoveryCode(models.Model):
    """One way in without the app. Only a keyed hash is kept; a used one stays, so that it can be told."""

    factor: Any = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["factor", "code_hash"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.factor_id}"


class ApiToken(models.Model):
    """A program's key: acts as its user within `permissions`, until it expires or is revoked, `per_minute` times a minute."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    key_hash = models.CharField(max_length=64, unique=True)
    permissions = models.JSONField(default=list)
    per_minute = models.IntegerField(default=600, db_default=600)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


# who reads; who also writes down contacts; who edits
LEVELS = ("read", "team", "edit")


class Share(models.Model):
    """A record opened to one person beyond their scope, to read or to work on.

    By hand, or because of something else (`source`: a place in its team), which then takes it back itself. Whom several
    shares open a record to has the widest of them.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="shares")
    level = models.CharField(max_length=8, choices=[(one, one) for one in LEVELS])
    source = models.CharField(max_length=8, default="", db_default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "user", "source"], name="share_once_per_user"
            )
        ]
        indexes = [models.Index(fields=["user", "kind"], name="share_of_user")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} → {self.user_id}"
