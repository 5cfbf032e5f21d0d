"""The buyer's own words, the links by which they give them, and what we learn."""

from django.db import models
from django.db.models import F, Q

from dabiao.modules.debriefs.enums import LessonTo, Way
from dabiao.modules.debriefs.models.debriefs import Debrief, user

WORDS = 4_000


class Voice(models.Model):
    """What a buyer said, in their own words: to an interviewer (`by`), or through a link, and then in nobody's hand."""

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=7, choices=Way.choices)
    said_by = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    said_on = models.DateField()
    words = models.TextField(max_length=WORDS)
    consented = models.BooleanField(default=False)
    by = user(null=True, db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="voice_has_words"),
            models.CheckConstraint(
                condition=~Q(way=Way.LINK) | Q(consented=True), name="voice_by_link_agreed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said_by} on debrief {self.debrief_id}"


class Link(models.Model):
    """An address for one buyer, who answers once. `token` is the address: whoever has it is who it was given to."""

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=43, unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, blank=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    by = user(null=True, db_index=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link for {self.name}"


class Lesson(models.Model):
    """What we do next time; `to` says what it is to become."""

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=500)
    situation = models.CharField(max_length=1_000, blank=True)
    to = models.CharField(max_length=4, choices=LessonTo.choices, default=LessonTo.NONE)
    by = user(null=True, db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("to", F("id").desc(), name="lesson_to", condition=~Q(to="none"))]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="lesson_has_a_text")]

    def __str__(self) -> str:
        return self.text
