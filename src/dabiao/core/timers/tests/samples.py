"""Effects that the tests' handlers leave behind."""

from dabiao.core.events.models import Event
from dabiao.core.events.services import record
from dabiao.core.events.tests.samples import MEI, NOW, Echoed


def say(text: str) -> None:
    """An effect in the database. Opens no transaction of its own."""
    record(Echoed(0, text), actor=MEI, now=NOW)


def said() -> list[str]:
    events = Event.objects.filter(kind="test.echoed").order_by("pk")
    return [data["said"] for data in events.values_list("data", flat=True)]
