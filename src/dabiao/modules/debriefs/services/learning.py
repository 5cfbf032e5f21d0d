"""What is learned from a deal: lessons, and what was heard of the market."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.scoping import fetch
from dabiao.modules.debriefs import events
from dabiao.modules.debriefs.enums import LessonTo
from dabiao.modules.debriefs.models import Debrief, Lesson
from dabiao.modules.debriefs.services._held import held, save
from dabiao.modules.market import services as market

MOST = 20


@transaction.atomic
def add_lesson(
    debrief_id: int,
    *,
    text: str,
    situation: str = "",
    to: str = LessonTo.NONE,
    actor: Actor,
    now: datetime,
) -> Lesson:
    """Also after the debrief is done. Raises `core.required`, `debriefs.too_many_lessons`, and `debriefs.no_competitor`: a
    proposal for a battle card is about somebody."""
    debrief = held(debrief_id, actor)
    if not text.strip():
        raise Invalid("core.required", field="text")
    if to == LessonTo.CARD and debrief.competitor_id is None:
        raise Invalid("debriefs.no_competitor", field="to")
    if Lesson.objects.filter(debrief=debrief).count() >= MOST:
        raise Invalid("debriefs.too_many_lessons", field="text", limit=MOST)
    lesson = Lesson.objects.create(
        debrief=debrief,
        text=text.strip(),
        situation=situation.strip(),
        to=to,
        by_id=actor.user_id,
        created_at=now,
    )
    save(debrief, now)
    record(events.LessonAdded(debrief.title, lesson.text), debrief, actor=actor, now=now)
    return lesson


@transaction.atomic
def remove_lesson(debrief_id: int, *, lesson_id: int, actor: Actor, now: datetime) -> None:
    debrief = held(debrief_id, actor)
    fetch(Lesson.objects.filter(debrief=debrief), lesson_id).delete()
    save(debrief, now)


@transaction.atomic
def note_price(debrief_id: int, *, actor: Actor, now: datetime) -> Debrief:
    """Make a market note of the competitor and the price heard, in one tap, once. Raises `debriefs.nothing_heard`,
    `debriefs.noted_already` (409)."""
    debrief = held(debrief_id, actor)
    if debrief.note_id is not None:
        raise Conflict("debriefs.noted_already", field="note_id")
    if debrief.competitor_id is None or debrief.price_heard_minor is None:
        raise Invalid("debriefs.nothing_heard", field="price_heard_minor")
    values = {
        "text": debrief.title,
        "sort": "price",
        "competitor_id": debrief.competitor_id,
        "price_minor": debrief.price_heard_minor,
        "currency": debrief.currency,
        "source": "customer",
        "certainty": "hearsay",
        "heard_on": debrief.closed_on,
        "opportunity_id": debrief.opportunity_id,
    }
    debrief.note = market.add_note(values=values, actor=actor, now=now)
    save(debrief, now, "note")
    return debrief
