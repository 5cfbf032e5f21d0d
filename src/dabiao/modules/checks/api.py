"""HTTP of checks."""

from ninja import Router

router = Router(tags=["checks"])
