"""The team of a deal: colleagues who see it though their scope would not reach it, and write down contacts."""

from datetime import datetime

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.errors import NotFound
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities import events, rules
from dabiao.modules.opportunities.models import Member, Opportunity
from dabiao.modules.opportunities.services._deal import to_edit
from dabiao.modules.org import queries as org

SOURCE = "team"


@transaction.atomic
def set_member(opportunity_id: int, *, user_id: int, part: str, actor: Actor, now: datetime) -> Member:
    """Take a working colleague into the team, or give them another part in it; the same once more is no news.

    Raises `org.not_working`, `core.not_a_choice`, `access.forbidden`.
    """
    opportunity = to_edit(opportunity_id, actor)
    rules.check_part(part)
    holder = org.holder(user_id, field="user_id")
    member = Member.objects.filter(opportunity=opportunity, user_id=user_id).first()
    if member is None:
        member = Member.objects.create(
            opportunity=opportunity, user_id=user_id, part=part, entered_by_id=actor.user_id, created_at=now
        )
        access.open_as(
            SOURCE, kind="opportunity", object_id=opportunity.pk, user_id=user_id, level="team", now=now
        )
        _tell(
            opportunity, events.MemberAdded(opportunity.name, user_id, holder.name, part), user_id, actor, now
        )
    elif member.part != part:
        changes = {"part": [member.part, part]}
        member.part = part
        member.save(update_fields=["part"])
        fact = events.MemberEdited(opportunity.name, user_id, holder.name, changes)
        _tell(opportunity, fact, user_id, actor, now)
    return member


@transaction.atomic
def remove_member(opportunity_id: int, *, user_id: int, actor: Actor, now: datetime) -> None:
    """Take somebody out of the team; from then on they see the deal only if their scope or a share reaches it. Raises
    `core.not_found` for who is not in it."""
    opportunity = to_edit(opportunity_id, actor)
    member = Member.objects.filter(opportunity=opportunity, user_id=user_id).first()
    if member is None:
        raise NotFound("core.not_found", kind="user", id=user_id)
    _remove(member, opportunity, "", actor, now)


@transaction.atomic
def leave_teams(user_id: int, *, actor: Actor, now: datetime) -> int:
    """Who left the company is in no team any more; returns of how many they were. Running it again changes nothing."""
    members = list(Member.objects.filter(user_id=user_id).order_by("opportunity_id"))
    for member in members:
        opportunity = fetch(Opportunity.objects.all(), member.opportunity_id, lock=True)
        _remove(member, opportunity, "left", actor, now)
    return len(members)


def _remove(member: Member, opportunity: Opportunity, reason: str, actor: Actor, now: datetime) -> None:
    user_id = member.user_id
    member.delete()
    access.close_as(SOURCE, kind="opportunity", object_id=opportunity.pk, user_id=user_id)
    name = org.names_of([user_id]).get(user_id, "")
    _tell(opportunity, events.MemberRemoved(opportunity.name, user_id, name, reason), user_id, actor, now)


def _tell(opportunity: Opportunity, fact: Fact, user_id: int, actor: Actor, now: datetime) -> None:
    """It concerns the person too, whose access changes: their streams are looked at again."""
    opportunity.version, opportunity.updated_at = opportunity.version + 1, now
    opportunity.save(update_fields=["version", "updated_at"])
    about = (opportunity, ("customer", opportunity.customer_id), ("user", user_id))
    record(fact, *about, actor=actor, now=now)
