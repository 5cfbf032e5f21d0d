"""Files people gave us. The row names and dates them; the bytes lie on disk under their own hash."""

from django.db import models


class StoredFile(models.Model):
    """One file as it was given; two of the same content share their bytes. `created_by` is the id of a user."""

    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    content_type = models.CharField(max_length=100)
    created_by = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
