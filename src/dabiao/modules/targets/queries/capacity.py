"""What the company thinks its people can carry."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.modules.targets.models import Capacity
from dabiao.modules.targets.queries import MANAGE, READ

CAPACITY = 1


def current() -> Capacity:
    return Capacity.objects.filter(pk=CAPACITY).first() or Capacity(pk=CAPACITY)


def shown(*, actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    row = current()
    names = ("levels", "ramp", "steady_months", "version")
    return {**{name: getattr(row, name) for name in names}, "actions": ["edit"] if actor.may(MANAGE) else []}
