"""The bot: answers in the transaction of what it answers, so that a kill loses no answer and nothing is answered twice."""

from datetime import datetime
from typing import Any

from django.db.models import F

from dabiao.core.actor import Actor
from dabiao.core.i18n import text as words
from dabiao.modules.conversations.enums import Author, State
from dabiao.modules.conversations.models import Answer, Conversation, Message, Site
from dabiao.modules.conversations.queries import (
    choices_of,
    is_attended,
    known_answers,
    last_of_bot,
    offered,
)
from dabiao.modules.conversations.rules import answering as rules
from dabiao.modules.conversations.services._reaching import is_new
from dabiao.modules.conversations.services.holding import queue
from dabiao.modules.conversations.services.saying import say


def answer(conversation: Conversation, *, said: Message, actor: Actor, now: datetime) -> list[Message]:
    """What the bot says to a visitor's message while it has the conversation; it may call a person."""
    if conversation.site is None or conversation.state not in (State.BOT, State.WAITING):
        return []
    if conversation.state == State.WAITING:
        return _without_bot(conversation, said, actor, now)
    known = known_answers(conversation.site)
    if not said.text:  # a file: only a person can look at it
        return hand_over(conversation, reason="asked", actor=actor, now=now)
    found = _found(conversation, said.text, known)
    if found is not None:
        return _answered(conversation, found, actor, now)
    if rules.wants_person(said.text):
        return hand_over(conversation, reason="asked", actor=actor, now=now)
    if is_new(conversation, now):  # what was asked for is not answered by a shrug
        text = words(conversation.language, "said.chat.reached")
        return [_say(conversation, text, {"reached": True}, actor, now)]
    return _lost(conversation, known, actor, now)


def _without_bot(conversation: Conversation, said: Message, actor: Actor, now: datetime) -> list[Message]:
    """Where no bot answers, the first word at night is answered by when somebody will."""
    site = conversation.site
    if said.seq > 1 or site is None or is_attended(site, now):
        return []
    return [_told(conversation, site, there=False, actor=actor, now=now)]


def _found(conversation: Conversation, text: str, known: list[Answer]) -> Answer | None:
    """By a button, else by what is asked; a wish for a person goes before what merely looks alike."""
    by_id = {one.pk: one for one in known}
    before = last_of_bot(conversation.pk)
    ids = [choice["id"] for choice in before.more.get("choices", [])] if before else []
    last = [by_id[id] for id in ids if id in by_id] if before and ids else offered(known)
    id = rules.chosen(text, [_known(one) for one in last])
    if id is None and not rules.wants_person(text):
        id = rules.best(text, map(_known, known))
    return by_id.get(id or 0)


def _answered(conversation: Conversation, found: Answer, actor: Actor, now: datetime) -> list[Message]:
    Answer.objects.filter(pk=found.pk).update(used=F("used") + 1)
    text = rules.in_language(found.texts, conversation.language)
    said = [_say(conversation, text, {"answer": found.pk}, actor, now)] if text else []
    if found.hand_over or not said:
        said += hand_over(conversation, reason="asked", actor=actor, now=now)
    return said


def _lost(conversation: Conversation, known: list[Answer], actor: Actor, now: datetime) -> list[Message]:
    before = last_of_bot(conversation.pk)
    times = (before.more.get("lost", 0) if before else 0) + 1
    if times >= rules.LOST_TWICE:
        return hand_over(conversation, reason="lost", actor=actor, now=now)
    choices = choices_of(known, conversation.language)
    text = words(conversation.language, "said.chat.lost_with_choices" if choices else "said.chat.lost")
    return [_say(conversation, text, {"lost": times, "choices": choices}, actor, now)]


def hand_over(conversation: Conversation, *, reason: str, actor: Actor, now: datetime) -> list[Message]:
    """It waits for a person from now on, and the visitor is told whether one is there."""
    site = conversation.site
    there = site is None or is_attended(site, now)
    held = queue(conversation.pk, reason=reason if there else "offline", actor=actor, now=now)
    conversation.state, conversation.wanted_at = held.state, held.wanted_at
    return [_told(conversation, site, there=there, actor=actor, now=now)]


def _told(
    conversation: Conversation, site: Site | None, *, there: bool, actor: Actor, now: datetime
) -> Message:
    own = {} if there or site is None else site.texts.get(conversation.language) or {}
    text = own.get("away") or words(
        conversation.language, "said.chat.handed_over" if there else "said.chat.away"
    )
    more = {"handed_over": "there" if there else "away"}
    return say(conversation.pk, author=Author.SYSTEM, text=text, more=more, actor=actor, now=now)


def _known(one: Answer) -> rules.Known:
    return rules.Known(one.pk, tuple(one.asked), (*one.button.values(), str(one)))


def _say(conversation: Conversation, text: str, more: dict[str, Any], actor: Actor, now: datetime) -> Message:
    return say(conversation.pk, author=Author.BOT, text=text, more=more, actor=actor, now=now)
