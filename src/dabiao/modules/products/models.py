"""What the company sells."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Product(models.Model):
    """One line of the price list. `price_minor` is what one `unit` costs; who uses it elsewhere keeps their own price."""

    subject_kind: ClassVar[str] = "product"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, blank=True)
    price_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="CNY")
    tax_free = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("name", "id", name="product_by_name"),
            models.Index(F("created_at").desc(), F("id").desc(), name="product_by_created"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="product_has_code_and_name"),
            models.CheckConstraint(condition=Q(price_minor__gte=0), name="product_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
