"""What the bot would say, and why; nothing is said."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch
from dabiao.modules.conversations.models import Answer, Site
from dabiao.modules.conversations.queries import known_answers, offered
from dabiao.modules.conversations.rules import answering as rules


def tried(text: str, *, language: str, site_id: int | None, actor: Actor) -> dict[str, Any]:
    """`by`: button, person (a wish for one), likeness, or none (nothing was understood). Raises `access.forbidden`,
    `core.not_found`."""
    actor.require("chat.manage")
    if site_id is None:
        known = list(Answer.objects.filter(site=None, removed_at=None).order_by("place", "pk"))
    else:
        known = known_answers(fetch(Site.objects.all(), site_id))
    by, id = _found(text, known)
    found = next((one for one in known if one.pk == id), None)
    return {
        "by": by,
        "answer_id": id,
        "asked": str(found) if found else None,
        "text": rules.in_language(found.texts, language) if found else None,
        "person": by == "person" or bool(found and found.hand_over),
    }


def _found(text: str, known: list[Answer]) -> tuple[str, int | None]:
    chosen = rules.chosen(text, [_known(one) for one in offered(known)])
    if chosen is not None:
        return "button", chosen
    if rules.wants_person(text):
        return "person", None
    best = rules.best(text, map(_known, known))
    return ("none", None) if best is None else ("likeness", best)


def _known(one: Answer) -> rules.Known:
    return rules.Known(one.pk, tuple(one.asked), (*one.button.values(), str(one)))
