"""What was said about a lead: its remark, the messages of further enquiries, and what rooms above have heard (chats, calls)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.terms import Term, Word
from dabiao.core.hearing.listening import Heard
from dabiao.modules.grading.rules import Text
from dabiao.modules.leads import queries as leads

# The vocabulary that rules are written in: a lead as it came, and what was said. It has no list.
KIND = "arrival"
SAID = "said"

# Leads → what was said to this room: (where it stands, text), in its order.
Source = Callable[[Collection[int]], Mapping[int, Sequence[tuple[str, str]]]]

_sources: dict[str, Source] = {}


def add_source(name: str, source: Source, *, label: str) -> None:
    """Have rules listen to a room above: alone, as the word `name`, and in all that was said. When something new was said it
    calls `services.judge_anew`."""
    _sources[name] = source
    vocabulary.extend(KIND, lambda: [Term(name, "speech", name, label=label)])


def declare() -> None:
    vocabulary.declare(KIND, [], visible_to=leads.visible_to, permission="lead.read")
    vocabulary.extend(KIND, _words)


def _words() -> Iterable[Word]:
    """Those of leads, with their custom fields, as far as they are known at arrival."""
    return [
        Term(SAID, "speech", SAID, label="fields.arrival.said"),
        *leads.words_at_arrival(),
        *(word for name, word in vocabulary.of("lead").words.items() if name.startswith("fields.")),
    ]


def of_new(lead: Any) -> list[Text]:
    return [("remark", Heard(lead.remark))] if lead.remark else []


def of_many(rows: Sequence[Any]) -> dict[int, dict[str, list[Text]]]:
    """Lead → source → what was said there, in one statement for each source."""
    ids = [lead.pk for lead in rows]
    found: dict[int, dict[str, list[Text]]] = {lead.pk: {SAID: of_new(lead)} for lead in rows}
    asked = [lead.pk for lead in rows if lead.enquiry_count > 1]
    for id, messages in (leads.messages(asked) if asked else {}).items():
        found[id][SAID] += [(f"enquiry:{number}", Heard(text)) for number, text in messages]
    for name, source in _sources.items():
        for id, said in source(ids).items():
            texts = [(place, Heard(text)) for place, text in said]
            found[id][name] = texts
            found[id][SAID] += texts
    return found


def arrival(lead: Any, said: Mapping[str, list[Text]], tags: Collection[int]) -> Any:
    """The lead as rules see it: with what was said, and with the tags that people gave it, so that no rule hangs on another."""
    heard = {name: tuple(one for _, one in texts) for name, texts in said.items()}
    return SimpleNamespace(**{**vars(lead), **heard, "pk": lead.pk, "tags": list(tags)})
