"""Answers already given, so that a client may repeat a create without creating twice."""

from django.db import models


class IdempotentAnswer(models.Model):
    user_id = models.BigIntegerField()
    key = models.CharField(max_length=100)
    operation = models.CharField(max_length=120)
    body_hash = models.CharField(max_length=64)
    status = models.SmallIntegerField(default=0)
    content = models.BinaryField(default=b"")
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"
