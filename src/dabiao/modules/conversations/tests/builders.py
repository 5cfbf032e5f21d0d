"""Sites, visitors and talks for tests."""

from typing import Any

from dabiao.modules.conversations import queries, services
from dabiao.modules.conversations.enums import Author
from dabiao.modules.conversations.models import Conversation, Message, Site, Visitor
from dabiao.testing.people import NOW, Person

SECRET = "visitor-secret"


def a_site(**facts: Any) -> Site:
    given = {"name": "官网", "token": "s1", "bot": False, "created_at": NOW, "updated_at": NOW}
    return Site.objects.create(**{**given, **facts})


def a_visitor(site: Site | None = None, secret: str = SECRET, **facts: Any) -> Visitor:
    return Visitor.objects.create(
        **{
            "site": site or a_site(),
            "secret_hash": queries.digest(secret),
            "language": "zh-Hans",
            "first_seen_at": NOW,
            "last_seen_at": NOW,
            **facts,
        }
    )


def a_talk(visitor: Visitor | None = None) -> Conversation:
    visitor = visitor or a_visitor()
    return services.opened(visitor, actor=queries.as_actor(visitor), now=NOW)


def visitor_says(talk: Conversation, text: str, **facts: Any) -> Message:
    assert talk.visitor is not None
    actor = queries.as_actor(talk.visitor)
    return services.say(talk.pk, author=Author.VISITOR, text=text, **{"actor": actor, "now": NOW, **facts})


def agent_says(talk: Conversation, who: Person, text: str, **facts: Any) -> Message:
    return services.say(talk.pk, author=Author.AGENT, text=text, **{"actor": who.actor, "now": NOW, **facts})
