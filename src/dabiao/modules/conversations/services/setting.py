"""Sites with a chat, what the bot knows, and replies that are ready; kept by those who may."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor, Scope
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.ordered import Ordered
from dabiao.core.scoping import fetch
from dabiao.modules.conversations import events
from dabiao.modules.conversations.models import Answer, Canned, Site
from dabiao.modules.conversations.rules import settings as rules
from dabiao.modules.conversations.services._rights import MANAGE, SERVE, demand_manager
from dabiao.modules.org import queries as org

SITE = frozenset(
    {"name", "unit_id", "origins", "texts", "hours", "campaign", "bot", "colour", "chats_each", "active"}
)
ANSWER = frozenset({"site_id", "asked", "texts", "button", "offered", "hand_over"})
CANNED = frozenset({"shortcut", "text"})
MOST_ANSWERS, MOST_CANNED = 200, 300
ANSWERS = Ordered(Answer, "bot answers", most=MOST_ANSWERS, full="conversations.too_many", field="asked")


@transaction.atomic
def create_site(*, values: Mapping[str, Any], actor: Actor, now: datetime) -> Site:
    """A site with a token of its own. Raises `access.forbidden`, `conversations.*`."""
    demand_manager(values.get("unit_id"), actor)
    site = Site(token=secrets.token_urlsafe(12), created_at=now, updated_at=now, **values)
    _check_site(site)
    site.save(force_insert=True)
    record(events.ChatSiteCreated(site.name), site, actor=actor, now=now)
    return site


@transaction.atomic
def edit_site(
    id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Site:
    """What runs there goes on by what it is now. Raises `edit.conflict` and as `create_site`."""
    actor.require(MANAGE)
    site = fetch(Site.objects.all(), id, lock=True)
    demand_manager(site.unit_id, actor)
    applied = merge_edit(site, changes, base=base, version=version, editable=SITE)
    if applied:
        demand_manager(site.unit_id, actor)
        _check_site(site)
        site.updated_at = now
        site.save(update_fields=[*applied, "version", "updated_at"])
        record(events.ChatSiteEdited(site.name, wired(applied)), site, actor=actor, now=now)
    return site


def _check_site(site: Site) -> None:
    rules.check_site(vars(site))
    if site.unit_id is not None and not org.unit_names([site.unit_id]):
        raise Invalid("conversations.unknown_unit", field="unit_id", value=site.unit_id)


@transaction.atomic
def create_answer(*, values: Mapping[str, Any], actor: Actor, now: datetime) -> Answer:
    """One more thing that the bot knows, asked after all others. Raises `access.forbidden`, `conversations.*`."""
    _manage_answers(values.get("site_id"), actor)
    ANSWERS.hold()
    answer = Answer(place=ANSWERS.next_place(), created_at=now, updated_at=now, **values)
    rules.check_answer(vars(answer))
    answer.save(force_insert=True)
    record(events.BotAnswerWritten(str(answer), {}), answer, actor=actor, now=now)
    return answer


def _manage_answers(site_id: int | None, actor: Actor) -> None:
    """What the bot says on a site: who manages it; on all of them: who manages all. Raises `access.forbidden`."""
    demand_manager(fetch(Site.objects.all(), site_id).unit_id if site_id is not None else None, actor)


@transaction.atomic
def edit_answer(
    id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Answer:
    """Raises `edit.conflict` and as `create_answer`."""
    actor.require(MANAGE)
    answer = ANSWERS.locked(id)
    _manage_answers(answer.site_id, actor)
    applied = merge_edit(answer, changes, base=base, version=version, editable=ANSWER)
    if applied:
        _manage_answers(answer.site_id, actor)
        rules.check_answer(vars(answer))
        answer.updated_at = now
        answer.save(update_fields=[*applied, "version", "updated_at"])
        record(events.BotAnswerWritten(str(answer), wired(applied)), answer, actor=actor, now=now)
    return answer


@transaction.atomic
def remove_answer(id: int, *, actor: Actor, now: datetime) -> None:
    """The bot says it no more; a second time changes nothing."""
    actor.require(MANAGE)
    answer = fetch(Answer.objects.all(), id, lock=True)
    _manage_answers(answer.site_id, actor)
    answer, lived = ANSWERS.remove(id, now)
    if lived:
        record(events.BotAnswerRemoved(str(answer)), answer, actor=actor, now=now)


@transaction.atomic
def arrange_answers(*, ids: Sequence[int], actor: Actor, now: datetime) -> None:
    """In this order the bot offers them, and prefers one to the other where both fit; those not named follow."""
    demand_manager(None, actor)
    ANSWERS.hold()
    if order := ANSWERS.arrange(ids):
        record(events.BotAnswersReordered([str(one) for one in order]), order[0], actor=actor, now=now)


@transaction.atomic
def create_canned(*, values: Mapping[str, Any], mine: bool, actor: Actor, now: datetime) -> Canned:
    """A reply to have ready: one's own, or everybody's by who manages chats. Raises `access.forbidden`, `conversations.*`."""
    actor.require(SERVE if mine else MANAGE)
    unit_id = None if mine or actor.scope(MANAGE) is Scope.ALL else actor.unit_id
    held = Canned.objects.filter(removed_at=None, owner_id=actor.person if mine else None)
    if held.count() >= MOST_CANNED:
        raise Invalid("conversations.too_many", field="shortcut", limit=MOST_CANNED)
    canned = Canned(created_at=now, updated_at=now, unit_id=unit_id, **values)
    canned.owner_id = actor.person if mine else None
    rules.check_canned(vars(canned))
    canned.save(force_insert=True)
    _tell(events.CannedWritten(canned.shortcut, {}), canned, actor, now)
    return canned


@transaction.atomic
def edit_canned(
    id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Canned:
    """Raises `core.not_found` for another's, `edit.conflict`, and as `create_canned`."""
    canned = _canned(id, actor)
    applied = merge_edit(canned, changes, base=base, version=version, editable=CANNED)
    if applied:
        rules.check_canned(vars(canned))
        canned.updated_at = now
        canned.save(update_fields=[*applied, "version", "updated_at"])
        _tell(events.CannedWritten(canned.shortcut, wired(applied)), canned, actor, now)
    return canned


@transaction.atomic
def remove_canned(id: int, *, actor: Actor, now: datetime) -> None:
    """Raises as `edit_canned`."""
    canned = _canned(id, actor)
    canned.removed_at = canned.updated_at = now
    canned.version += 1
    canned.save(update_fields=["removed_at", "updated_at", "version"])
    _tell(events.CannedRemoved(canned.shortcut), canned, actor, now)


def _canned(id: int, actor: Actor) -> Canned:
    if not actor.may(MANAGE):
        actor.require(SERVE)
    live = Canned.objects.filter(removed_at=None)
    canned = fetch(live.filter(owner_id__isnull=True) | live.filter(owner_id=actor.user_id), id, lock=True)
    if canned.owner_id is None:
        demand_manager(canned.unit_id, actor)
    return canned


def _tell(fact: Any, canned: Canned, actor: Actor, now: datetime) -> None:
    """What one keeps for oneself is nobody's news."""
    if canned.owner_id is None:
        record(fact, canned, actor=actor, now=now)
