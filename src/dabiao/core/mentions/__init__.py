"""What somebody can be reached by, found in what they wrote: telephone numbers, WeChat ids, addresses of mail.

Pure, and careful in both directions: people write numbers in Chinese, in parts, in disguise; and orders, prices, cards,
codes and the numbers of others look like them. What it reaches on sentences it was not made with stands in docs/performance.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dabiao.core.mentions.corrections import P, mended, put_right, taken_back
from dabiao.core.mentions.doubts import doubted
from dabiao.core.mentions.mails import Mail, mails_in
from dabiao.core.mentions.phones import phones_in
from dabiao.core.mentions.reading import read
from dabiao.core.mentions.wechats import same_as_phone, wechats_in

LONGEST = 1_000  # characters; beyond them nobody leaves a number
_PAGE = re.compile(
    r"(?:https?://|www\.)\S+|(?<![@a-z0-9.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|io|tw|hk)(?:/\S*)?(?![a-z0-9@])"
)


@dataclass(frozen=True, slots=True)
class Mentions:
    """`phones` are E.164, with `;ext=` where an extension was said; ids and addresses are in lower case; all in their order."""

    phones: tuple[str, ...] = ()
    wechats: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phones or self.wechats or self.emails)


def find(messages: Sequence[str]) -> Mentions:
    """What the writer of these messages, consecutive ones of one side, can be reached by.

    A number that they took back, ask about, or name as ours is none. Beyond `LONGEST` characters nothing is looked for.
    """
    text = read(messages)[-LONGEST:]
    addresses = mails_in(text)
    rest = _PAGE.sub(lambda page: " " * len(page[0]), _without(text, addresses))
    numbers = mended(rest, _meant(rest, phones_in(rest)))
    ids = [
        put_right(rest, id, place)
        for id, place in wechats_in(rest)
        if not doubted(rest, place, place + len(id), alone=True)
    ]
    return Mentions(
        phones=tuple(dict.fromkeys(one.number for one in numbers)),
        wechats=tuple(dict.fromkeys(ids or same_as_phone(rest, numbers))),
        emails=tuple(dict.fromkeys(one.address for one in _meant(text, addresses))),
    )


def _meant(text: str, found: Sequence[P]) -> list[P]:
    """Those that the writer gave and did not take back."""
    given = [one for one in found if not doubted(text, one.start, one.end, alone=len(found) == 1)]
    return taken_back(text, given)


def _without(text: str, found: Sequence[Mail]) -> str:
    for one in found:
        text = f"{text[: one.start]}{' ' * (one.end - one.start)}{text[one.end :]}"
    return text


__all__ = ["LONGEST", "Mentions", "find"]
