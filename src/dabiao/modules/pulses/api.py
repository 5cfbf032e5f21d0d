"""HTTP of pulses."""

from ninja import Router

router = Router(tags=["pulses"])
