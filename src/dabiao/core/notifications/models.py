from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notification(models.Model):
    """One message to one person about one record. `dedupe` names what happened: per person it is unique."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=80)
    params: Any = models.JSONField(default=dict)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    dedupe = models.CharField(max_length=200, null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # when it first reached them for sure: a browser showed it, or a service took it on its way to them
    delivered_at = models.DateTimeField(null=True)
    ring_until = models.DateTimeField(null=True)  # it rings, and is worth nothing after that

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "dedupe"], name="notification_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_of_user"),
            models.Index(fields=["user", "-id"], name="notification_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.user_id}"


class Channel(models.TextChoices):
    MAIL = "mail"
    PUSH = "push"


class Wishes(models.Model):
    """How one person wants to be reminded; no row: the defaults. In the quiet hours nothing leaves the house but what rings."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    remind_minutes = models.IntegerField(default=15)
    by_mail = models.BooleanField(default=False)
    mail = models.EmailField(blank=True)
    by_push = models.BooleanField(default=True)
    by_sound = models.BooleanField(default=True, db_default=True)  # of what rings, in an open browser
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)

    def __str__(self) -> str:
        return f"wishes of {self.user_id}"


class Device(models.Model):
    """A browser that takes pushes. `endpoint` is where its maker's service wants them; it belongs to one person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    endpoint = models.TextField()
    endpoint_hash = models.CharField(max_length=64, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    label = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    pushed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.label or f"device {self.pk}"


class PushKeys(models.Model):
    """One row, made at the first need: the key pair by which push services know this installation (VAPID)."""

    private = models.TextField()
    public = models.TextField()

    def __str__(self) -> str:
        return "push keys"


class OutgoingState(models.TextChoices):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    LATE = "late"  # by the time it could go it was no news any more
    UNSURE = "unsure"  # the process died while sending: it may have gone, and is not sent twice


class Outgoing(models.Model):
    """A notification on its way out of the house, once per way: `target` is `mail`, the name of a messenger, or `push:` and the
    device's number."""

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="+")
    target = models.CharField(max_length=40)
    reference = models.CharField(
        max_length=80, blank=True, default="", db_default=""
    )  # the service's own name for it
    device = models.ForeignKey(Device, null=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=OutgoingState.choices, default=OutgoingState.WAITING)
    attempts = models.IntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notification", "target"], name="outgoing_once")]

    def __str__(self) -> str:
        return f"{self.target} of {self.notification_id} {self.state}"


class MessengerSettings(models.Model):
    """How this company is connected to one messenger; what is secret is sealed.

    Its token serves all processes. Whoever fetches a new one says so first (`fetching_until`), so that only one does;
    `token_number` rises with each, so that what was refused is not taken for new.
    """

    name = models.CharField(max_length=20, primary_key=True)
    enabled = models.BooleanField(default=False)
    values: Any = models.JSONField(default=dict)
    sealed: Any = models.JSONField(default=dict)
    token = models.TextField(blank=True, default="")
    token_number = models.IntegerField(default=0)
    token_until = models.DateTimeField(null=True)
    fetching_until = models.DateTimeField(null=True)
    last_callback_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class MessengerAccount(models.Model):
    """Who a person is in a messenger. `wanted`: their own word; an administrator says who they are."""

    messenger = models.ForeignKey(MessengerSettings, on_delete=models.CASCADE, related_name="accounts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    account = models.CharField(max_length=128)
    wanted = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["messenger", "user"], name="messenger_account_of_user"),
            models.UniqueConstraint(fields=["messenger", "account"], name="messenger_account_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.messenger_id}"
