from django.db.models import TextChoices


class Channel(TextChoices):
    """How two sides talked. Calls and messengers come here as they are built."""

    CHAT = "chat"


class State(TextChoices):
    """Where a conversation stands: with the bot, in the queue, with a person, over."""

    BOT = "bot"
    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


LIVE = (State.BOT, State.WAITING, State.OPEN)


class Author(TextChoices):
    VISITOR = "visitor"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"


class Ending(TextChoices):
    """Who or what ended it. Missed: nobody of ours had said a word."""

    NONE = ""
    AGENT = "agent"
    VISITOR = "visitor"
    IDLE = "idle"
    MISSED = "missed"


LANGUAGES = ("zh-Hans", "zh-Hant", "en")
