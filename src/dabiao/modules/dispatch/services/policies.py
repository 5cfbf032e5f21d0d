"""What holds for all rules: the company's hours and clocks, limits of claiming, when a level comes back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, DomainError
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.modules.dispatch import events
from dabiao.modules.dispatch.models import Policy, Rule
from dabiao.modules.dispatch.queries.rulings import POLICY
from dabiao.modules.dispatch.rules import checking
from dabiao.modules.dispatch.services.ruling import PERMISSION, RULES

EDITABLE = frozenset({"working", "clock", "grades", "hand_clocks", *checking.NUMBERS})
SUBJECT = ("dispatch_policy", POLICY)


@transaction.atomic
def edit(
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Policy:
    """Change what holds for all rules; clocks that run keep the numbers they started with. Raises `edit.conflict`,
    `dispatch.rule_in_the_way` (409), `dispatch.*`."""
    actor.require(PERMISSION)
    RULES.hold()
    Policy.objects.get_or_create(pk=POLICY, defaults={"updated_at": now})
    policy = Policy.objects.select_for_update().get(pk=POLICY)
    applied = merge_edit(policy, checking.tidied(changes), base=base, version=version, editable=EDITABLE)
    if applied:
        checking.check_policy(vars(policy))
        _check_rules(policy)
        policy.updated_at = now
        policy.save(update_fields=[*applied, "version", "updated_at"])
        record(events.PolicyEdited(wired(applied)), SUBJECT, actor=actor, now=now)
    return policy


def _check_rules(policy: Policy) -> None:
    """A rule that changes some of the company's numbers has to make sense with the others as they are now."""
    for rule in Rule.objects.filter(removed_at=None).order_by("place", "pk"):
        try:
            checking.check_clocks(rule.values(), vars(policy))
        except DomainError as error:
            raise Conflict("dispatch.rule_in_the_way", field="clock", name=rule.name) from error
