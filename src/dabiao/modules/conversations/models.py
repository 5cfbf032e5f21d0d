"""Rows of conversations: sites that have a chat, who visits them, what was said; and what agents and the bot answer with."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.conversations.enums import Author, Channel, Ending, State


class Site(models.Model):
    """A web site with our chat on it. `token` is public: it names the site, and lets nobody see anything.

    `origins`: where the widget may be shown, as scheme and host; empty is everywhere. `texts`: by language, what
    the widget says (`title`, `greeting`, `away`, `consent`); a language that is absent takes our own words. `hours`:
    when people answer, as `dispatch.Policy.working`; empty is always. `chats_each`: how many one agent has at once.
    """

    subject_kind: ClassVar[str] = "chat_site"

    name = models.CharField(max_length=80)
    token = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    origins: Any = models.JSONField(default=list)
    texts: Any = models.JSONField(default=dict)
    hours: Any = models.JSONField(default=dict)
    campaign = models.CharField(max_length=120, blank=True)
    bot = models.BooleanField(default=True)
    colour = models.CharField(max_length=7, default="#1557ff")
    chats_each = models.SmallIntegerField(default=5, db_default=5)
    active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Visitor(models.Model):
    """A browser that talks, or talked. What it proves itself by is kept as a hash only."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10)
    page = models.CharField(max_length=500, blank=True)
    referrer = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name or f"visitor {self.pk}"


class Conversation(models.Model):
    """One talk from its first word to its end. `owner` is the agent who has it, null with the bot and in the queue;
    `unit` is the site's, or where the agent stands.

    `about_*`: the lead or customer it is with, once known; `caught`: what was found in it to reach them by. `last_seq` is the
    number of its newest message; `visitor_read` and `agent_read` are the newest that either side has seen. `wanted_at`: since
    when it wants a person; `answered_at`: a person's first word after that.
    """

    subject_kind: ClassVar[str] = "conversation"

    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.CHAT)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    visitor = models.ForeignKey(Visitor, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10)
    page = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True, default=Ending.NONE)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    about_kind = models.CharField(max_length=12, blank=True)
    about_id = models.BigIntegerField(null=True)
    caught: Any = models.JSONField(default=dict)
    last_seq = models.IntegerField(default=0)
    last_text = models.CharField(max_length=120, blank=True)
    last_author = models.CharField(max_length=8, choices=Author.choices, blank=True)
    last_at = models.DateTimeField()
    visitor_read = models.IntegerField(default=0)
    agent_read = models.IntegerField(default=0)
    visitor_said_at = models.DateTimeField(null=True)
    wanted_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    stars = models.IntegerField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("owner", F("last_at").desc(), F("id").desc(), name="conversation_of_owner"),
            models.Index("unit", F("last_at").desc(), F("id").desc(), name="conversation_of_unit"),
            models.Index(F("last_at").desc(), F("id").desc(), name="conversation_by_time"),
            models.Index("about_kind", "about_id", F("id").desc(), name="conversation_about"),
            models.Index("wanted_at", "id", name="conversation_waiting", condition=Q(state=State.WAITING)),
            models.Index("state", "last_at", name="conversation_live", condition=~Q(state=State.CLOSED)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["visitor"], condition=~Q(state=State.CLOSED), name="conversation_one_live_of_visitor"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.OPEN) | Q(owner__isnull=False), name="conversation_open_has_owner"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | (~Q(ending="") & Q(closed_at__isnull=False)),
                name="conversation_closed_has_ending",
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="conversation_stars_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class Message(models.Model):
    """One thing said. `seq` counts from 1 within its conversation, without gaps. `client_id` is given by who sends, so that
    sending again after a lost answer says it once. `more`: choices the bot offers, what the system tells of, a file's facts."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+", db_index=False)
    seq = models.IntegerField()
    author = models.CharField(max_length=8, choices=Author.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    text = models.TextField(blank=True)
    attachment_id = models.BigIntegerField(null=True)
    more: Any = models.JSONField(default=dict)
    client_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="message_in_order"),
            models.UniqueConstraint(
                fields=["conversation", "client_id"], condition=~Q(client_id=""), name="message_said_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author} {self.conversation_id}/{self.seq}"


class Canned(models.Model):
    """A reply that agents have ready. `owner` null: the company's (of `unit` and below, null for all)."""

    subject_kind: ClassVar[str] = "canned_reply"

    shortcut = models.CharField(max_length=40)
    text = models.TextField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.shortcut


class Answer(models.Model):
    """What the bot knows. `asked`: ways to ask it (any language); `texts`: the answer by language; `button`: by language,
    what it is called where the bot offers it. `hand_over`: after the answer a person is called."""

    subject_kind: ClassVar[str] = "bot_answer"

    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    asked: Any = models.JSONField(default=list)
    texts: Any = models.JSONField(default=dict)
    button: Any = models.JSONField(default=dict)
    offered = models.BooleanField(default=False)
    hand_over = models.BooleanField(default=False)
    place = models.IntegerField(default=0)
    used = models.IntegerField(default=0)
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return (self.asked or [""])[0]
