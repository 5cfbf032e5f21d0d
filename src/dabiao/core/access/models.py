"""Who may enter, in which roles, and what was shared with whom."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class Role(models.Model):
    """A named set of grants: permission → scope."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80, blank=True)
    grants = models.JSONField(default=dict)
    built_in = models.BooleanField(default=False)
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


class Session(models.Model):
    """One signed-in browser. Only a hash of the cookie is kept."""

    key_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=64, blank=True)
    user_agent = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} from {self.address}"


class ApiToken(models.Model):
    """A program's key: acts as its user within `permissions`, until it expires or is revoked."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    key_hash = models.CharField(max_length=64, unique=True)
    permissions = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Share(models.Model):
    """A record opened to one person beyond their scope, to read or to work on."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="shares")
    level = models.CharField(max_length=8, choices=[("read", "read"), ("edit", "edit")])
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "user"], name="share_once_per_user")
        ]
        indexes = [models.Index(fields=["user", "kind"], name="share_of_user")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} → {self.user_id}"
