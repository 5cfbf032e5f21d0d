"""Sites, answers of the bot and ready replies, for those who keep them and for those who answer with them."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model, Q

from dabiao.core.actor import Actor
from dabiao.core.i18n import LANGUAGES, text
from dabiao.core.scoping import fetch
from dabiao.modules.conversations.models import Answer, Canned, Site
from dabiao.modules.conversations.queries import READ
from dabiao.modules.org import queries as org

SITE = (
    *("id", "name", "token", "unit_id", "origins", "texts", "hours", "campaign", "bot", "colour"),
    *("chats_each", "active", "version", "created_at", "updated_at"),
)
ANSWER = (
    *("id", "site_id", "asked", "texts", "button", "offered", "hand_over", "place", "used"),
    *("version", "created_at", "updated_at"),
)
CANNED = ("id", "shortcut", "text", "version", "created_at", "updated_at")


def _told(row: Model, names: Collection[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def sites(*, actor: Actor) -> list[dict[str, Any]]:
    """All of them, by name. Raises `access.forbidden`."""
    actor.require("chat.manage")
    rows = list(Site.objects.order_by("name", "pk"))
    names = org.unit_names([row.unit_id for row in rows if row.unit_id is not None])
    return [{**_told(row, SITE), "unit_name": names.get(row.unit_id or 0)} for row in rows]


def ours() -> dict[str, dict[str, str]]:
    """What is said where a site has no words of its own."""
    names = ("greeting", "away")
    return {language: {name: text(language, f"said.chat.{name}") for name in names} for language in LANGUAGES}


def site(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`, `core.not_found`."""
    fetch(Site.objects.all(), id)
    return next(one for one in sites(actor=actor) if one["id"] == id)


def answers(*, actor: Actor) -> list[dict[str, Any]]:
    """In their order. Raises `access.forbidden`."""
    actor.require("chat.manage")
    return [_told(row, ANSWER) for row in Answer.objects.filter(removed_at=None).order_by("place", "pk")]


def answer(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`, `core.not_found`."""
    actor.require("chat.manage")
    return _told(fetch(Answer.objects.filter(removed_at=None), id), ANSWER)


def canned(*, actor: Actor) -> list[dict[str, Any]]:
    """One's own and those of the company for where one stands, by shortcut. Raises `access.forbidden`."""
    actor.require(READ)
    places = [*actor.unit_path, *actor.unit_ids]
    for_me = Q(owner_id=actor.user_id) | Q(owner_id=None, unit_id=None) | Q(owner_id=None, unit_id__in=places)
    rows = Canned.objects.filter(for_me, removed_at=None).order_by("shortcut", "pk")
    return [canned_shown(row) for row in rows]


def canned_shown(row: Canned) -> dict[str, Any]:
    return {**_told(row, CANNED), "mine": row.owner_id is not None}
