"""What is found, and from which definitions it was made."""

from django.db import models


class Entry(models.Model):
    """One findable record, written only by triggers. `id` is record id × 32 + the kind's number.

    `texts` are the folded columns, a line break before and after each. `handles` hold a line each: `x` and a whole
    handle, `t` and the last four digits of a phone.
    """

    id = models.BigIntegerField(primary_key=True)
    owner_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    texts = models.TextField()
    handles = models.TextField()

    def __str__(self) -> str:
        return f"{self.id}: {self.texts.strip()}"


class Built(models.Model):
    """The definition that a kind's entries were last written by; another one means writing them anew."""

    kind = models.CharField(max_length=20, primary_key=True)
    definition = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.kind
