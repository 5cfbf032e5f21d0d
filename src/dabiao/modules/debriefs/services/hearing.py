"""The buyer's own words: told to one of us, or by a link that answers once."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.notifications.services import notify
from dabiao.core.scoping import fetch
from dabiao.modules.debriefs import events
from dabiao.modules.debriefs.enums import DebriefState, Side, Way
from dabiao.modules.debriefs.models import Debrief, Link, Voice
from dabiao.modules.debriefs.services._held import about, check_weights, held, put_weights, save

MOST_VOICES = 20
MOST_LINKS = 10
DAYS = (1, 60)
LONGEST_WORDS = 4_000


@transaction.atomic
def add_voice(
    debrief_id: int,
    *,
    way: str,
    said_by: str,
    role: str = "",
    said_on: date | None = None,
    words: str,
    weights: Mapping[str, int],
    actor: Actor,
    now: datetime,
) -> Voice:
    """What a buyer said to one of us, in their words; `weights` is what decided it in their eyes. Raises `core.required`,
    `debriefs.heard_later`, `debriefs.too_many_voices`, `debriefs.by_link_only`."""
    debrief = held(debrief_id, actor)
    today = local_day(now)
    if way == Way.LINK:
        raise Invalid("debriefs.by_link_only", field="way")
    for name, value in (("said_by", said_by), ("words", words)):
        if not value.strip():
            raise Invalid("core.required", field=name)
    if said_on is not None and said_on > today:
        raise Invalid("debriefs.heard_later", field="said_on")
    voice = Voice(
        way=way,
        said_by=said_by.strip(),
        role=role.strip(),
        said_on=said_on or today,
        words=words.strip(),
        by_id=actor.user_id,
    )
    return _heard(debrief, voice, weights, actor, now)


def _heard(debrief: Debrief, voice: Voice, weights: Mapping[str, int], actor: Actor, now: datetime) -> Voice:
    if debrief.state == DebriefState.WITHDRAWN:
        raise Conflict("debriefs.withdrawn", field="state", title=debrief.title)
    if Voice.objects.filter(debrief=debrief).count() >= MOST_VOICES:
        raise Invalid("debriefs.too_many_voices", field="words", limit=MOST_VOICES)
    check_weights(weights, "weights")
    voice.debrief, voice.created_at = debrief, now
    voice.save()
    put_weights(debrief, Side.BUYER, weights, add=True)
    save(debrief, now)
    fact = events.BuyerHeard(debrief.title, voice.way, voice.said_by)
    record(fact, *about(debrief), actor=actor, now=now)
    return voice


@transaction.atomic
def ask_buyer(
    debrief_id: int,
    *,
    name: str,
    role: str = "",
    language: str = "",
    days: int = 14,
    actor: Actor,
    now: datetime,
) -> Link:
    """An address for one buyer, that holds for so many days and answers once. Raises `core.required`,
    `debriefs.days_out_of_range`, `debriefs.too_many_links`."""
    debrief = held(debrief_id, actor)
    if not name.strip():
        raise Invalid("core.required", field="name")
    if not DAYS[0] <= days <= DAYS[1]:
        raise Invalid("debriefs.days_out_of_range", field="days", least=DAYS[0], most=DAYS[1])
    if debrief.state == DebriefState.WITHDRAWN:
        raise Conflict("debriefs.withdrawn", field="state", title=debrief.title)
    if Link.objects.filter(debrief=debrief).count() >= MOST_LINKS:
        raise Invalid("debriefs.too_many_links", field="name", limit=MOST_LINKS)
    link = Link.objects.create(
        debrief=debrief,
        token=secrets.token_urlsafe(24),
        name=name.strip(),
        role=role.strip(),
        language=language,
        expires_at=now + timedelta(days=days),
        by_id=actor.user_id,
        created_at=now,
    )
    fact = events.BuyerAsked(debrief.title, link.name, local_day(link.expires_at))
    record(fact, *about(debrief), actor=actor, now=now)
    return link


@transaction.atomic
def end_link(debrief_id: int, *, link_id: int, actor: Actor, now: datetime) -> None:
    """It opens nothing any more; a second time changes nothing."""
    debrief = held(debrief_id, actor)
    link = fetch(Link.objects.filter(debrief=debrief), link_id, lock=True)
    if link.ended_at is None and link.answered_at is None:
        link.ended_at = now
        link.save(update_fields=["ended_at"])
        record(events.AskingEnded(debrief.title, link.name), debrief, actor=actor, now=now)


@transaction.atomic
def answer(
    link_id: int,
    *,
    said_by: str,
    words: str,
    weights: Mapping[str, int],
    agreed: bool,
    actor: Actor,
    now: datetime,
) -> Voice:
    """By the buyer, who had the token; the actor is nobody of the house. Once: two at the same moment are one answer.

    Raises `debriefs.answered_already`, `debriefs.link_over` (409), `debriefs.consent_needed`, `debriefs.words_needed`.
    """
    wanted = Link.objects.filter(pk=link_id).values_list("debrief_id", flat=True).first()
    if wanted is None:
        raise NotFound("core.not_found", kind="link", id=link_id)
    debrief = Debrief.objects.select_for_update(of=("self",)).get(pk=wanted)
    link = Link.objects.select_for_update(of=("self",)).get(pk=link_id)
    if link.answered_at is not None:
        raise Conflict("debriefs.answered_already")
    if link.ended_at is not None or link.expires_at <= now or debrief.state == DebriefState.WITHDRAWN:
        raise Conflict("debriefs.link_over")
    if not agreed:
        raise Forbidden("debriefs.consent_needed", field="agreed")
    if not words.strip():
        raise Invalid("debriefs.words_needed", field="words")
    voice = Voice(
        way=Way.LINK,
        said_by=(said_by.strip() or link.name)[:120],
        role=link.role,
        said_on=local_day(now),
        words=words.strip()[:LONGEST_WORDS],
        consented=True,
    )
    link.answered_at = now
    link.save(update_fields=["answered_at"])
    heard = _heard(debrief, voice, weights, actor, now)
    params = {"title": debrief.title, "name": heard.said_by}
    notify([debrief.owner_id], "debrief.buyer_heard", params, debrief, now, dedupe=link.pk)
    return heard
