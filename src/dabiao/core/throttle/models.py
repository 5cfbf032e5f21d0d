"""One row per key that has taken something lately."""

from django.db import models


class Tally(models.Model):
    """`full_at` is when everything taken so far will have been given back; then the row says nothing and may go."""

    key = models.CharField(max_length=32, primary_key=True)
    full_at = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.key
