"""HTTP of visits."""

from ninja import Router

router = Router(tags=["visits"])
