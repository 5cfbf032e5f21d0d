"""What somebody wrote, without what they can be reached by: for those who may read it and are not to call from it. Pure.

Every character hidden becomes one star, so that a text keeps its length. Stars count as figures of the number that they
hide: what is hidden once stays as it is. Which numbers are somebody's nobody can tell for sure, so every long one is
hidden, but for dates, hours and amounts; what `find` still finds after that is hidden whatever it costs.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

from dabiao.core.mentions import LONGEST, Mentions, find
from dabiao.core.mentions.phones import PIECE, RUN
from dabiao.core.mentions.reading import DECORATION, HANZI, NAME, joined
from dabiao.core.phones import mask
from dabiao.core.text import fold

LONG = 7  # figures: from so many on it may be a number somewhere
PART = 4  # figures of a number that is known
_FIGURE = f"[0-9*{''.join(HANZI)}]"
_FIGURES = re.compile(_FIGURE)
_LINE = re.compile(rf"{_FIGURE}(?:(?:[^\w\n@]|_){{0,3}}{_FIGURE})*")
_TOGETHER = re.compile(rf"{_FIGURE}+")
_HOUR = r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?"
_DATE = r"(?:(?:19|20)\d\d([-/.])[01]?\d\1[0-3]?\d|[0-3]?\d/[0-3]?\d/(?:19|20)\d\d)"
_PLAIN = re.compile(
    rf"{_DATE}(?:\s+{_HOUR})?|[一二三四五六]?{_HOUR}(?:\s*[-~—–]\s*{_HOUR})?|\d{{1,3}}(?:,\d\d\d)+(?:\.\d\d?)?"
)
_AMOUNTS = re.compile(r"\d{1,6}\s?[-~—–]\s?\d{1,6}")
_UNIT = re.compile(r"\s*(?:元|块|万|千|k\b|件|台|套|人|吨|平|公斤|kg)")
_MAIL = re.compile(r"(?<![a-z0-9._%+*-])([a-z0-9._%+*-]+)\s*@\s*[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_TOKEN = re.compile(r"[a-z0-9][a-z0-9*._-]+")
_SPELT = re.compile(rf"(?<![a-z])(?:{NAME})(?![a-z])|[{''.join(HANZI)}]|[0-9]")
_WORTH_A_LOOK = re.compile(rf"(?:{_FIGURE}\W*?){{{PART}}}|[a-z@]")
_WINDOW = LONGEST - 100  # folding may make a text a little longer
_MOST = 50  # rounds; each hides something more


def hidden(text: str, known: Collection[str] = ()) -> str:
    """`text` with long numbers, addresses of mail and WeChat ids masked. `known`: numbers, ids and addresses whose parts are
    hidden as well, where they were said over several messages."""
    for _ in range(_MOST):
        more = _once(text, known)
        if more == text:
            break
        text = more
    return text


_BEYOND = 10**20  # no telephone, card or order has as many figures


def hidden_in(value: Any, known: Collection[str] = ()) -> Any:
    """The same for all texts and long numbers within what came as JSON; keys stay."""
    if isinstance(value, str):
        return hidden(value, known)
    if isinstance(value, dict):
        return {key: hidden_in(one, known) for key, one in value.items()}
    if isinstance(value, list):
        return [hidden_in(one, known) for one in value]
    if isinstance(value, int) and not isinstance(value, bool) and 10 ** (LONG - 1) <= abs(value) < _BEYOND:
        return hidden(str(value), known)
    return value


def worth_a_look(text: str) -> bool:
    """Whether there may be anything to hide; a quick look."""
    return _WORTH_A_LOOK.search(_aligned(text)) is not None


def _once(text: str, known: Collection[str]) -> str:
    spelt = _aligned(text)
    if not _WORTH_A_LOOK.search(spelt):
        return text
    places = {*_in_numbers(spelt, _digits_of(known)), *_in_mails(spelt), *_in_parts(spelt, known)}
    text = _starred(text, places)
    found = _found(text)
    return _starred(text, _left(_aligned(text), found)) if found else text


def _aligned(text: str) -> str:
    """`text` folded, one character for each."""
    lowered = text.lower() if text.isascii() else "".join(map(_folded, text))
    return lowered if len(lowered) == len(text) else text


@cache
def _folded(char: str) -> str:
    if DECORATION.match(char):
        return " "
    value = unicodedata.digit(char, None)
    if value is not None:
        return str(value)
    folded = fold(char)
    if len(folded) == 1:
        return folded
    return "1" if folded.isdigit() else "\n" if char == "\n" else " "


def _starred(text: str, places: Collection[int]) -> str:
    return "".join("*" if place in places else char for place, char in enumerate(text)) if places else text


def _in_numbers(spelt: str, known: Collection[str]) -> Iterator[int]:
    """Of long numbers all but what `mask` shows; of shorter ones that are part of a known one, all."""
    for line in _LINE.finditer(spelt):
        at = _figures(spelt, line)
        if len(at) >= LONG:
            if not _is_plain(line, spelt):
                yield from _but_ends(at)
        elif known and "*" not in line[0]:
            for part in (line, *_TOGETHER.finditer(spelt, *line.span())):
                at = _figures(spelt, part)
                figures = "".join(HANZI.get(spelt[place], spelt[place]) for place in at)
                if len(at) >= PART and any(figures in one for one in known):
                    yield from at


def _figures(spelt: str, part: re.Match[str]) -> list[int]:
    return [place for place in range(*part.span()) if _FIGURES.match(spelt[place])]


def _is_plain(line: re.Match[str], spelt: str) -> bool:
    """A date, an hour, an amount."""
    return bool(_PLAIN.fullmatch(line[0]) or (_AMOUNTS.fullmatch(line[0]) and _UNIT.match(spelt, line.end())))


def _but_ends(at: list[int]) -> list[int]:
    """Of these places all but what `mask` would show of as many figures."""
    shape = mask("0" * len(at)) or ""
    return [place for place, char in zip(at, shape, strict=True) if char == "*"]


def _in_mails(spelt: str) -> Iterator[int]:
    for one in _MAIL.finditer(spelt):
        start, end = one.span(1)
        yield from range(start + 1 if end - start > 1 else start, end)


def _in_parts(spelt: str, known: Collection[str]) -> Iterator[int]:
    """Words that are a known id, the name in a known address, or part of one."""
    names = [one.partition("@")[0].lower() for one in known if not one.startswith("+")]
    for token in _TOKEN.finditer(spelt) if names else ():
        if "*" not in token[0] and len(token[0]) >= PART and any(token[0] in name for name in names):
            yield from _but_ends(list(range(*token.span())))


def _digits_of(known: Collection[str]) -> list[str]:
    return [re.sub(r"\D", "", one.partition(";")[0]) for one in known if one.startswith("+")]


def _found(text: str) -> Mentions:
    if len(text) <= _WINDOW:
        return find([text])
    starts = range(0, len(text) - _WINDOW // 2, _WINDOW // 2)
    return next(filter(None, (find([text[start : start + _WINDOW]]) for start in starts)), Mentions())


def _left(spelt: str, found: Mentions) -> set[int]:
    """Places of what is found in spite of all: looked for in wider and wider ways, until there is something to hide."""
    places: set[int] = set()
    for id in found.wechats:
        places.update(_of_id(spelt, id))
    if found.phones:
        places.update(_in_runs(joined(spelt)) or _of(_SPELT.finditer(spelt)))
    if found.emails or not places:
        places.update(place for one in _TOKEN.finditer(spelt) for place in range(one.start() + 1, one.end()))
    new = {place for place in places if spelt[place] != "*"}
    return new or {place for place, char in enumerate(spelt) if char.isascii() and char.isalnum()}


def _of(matches: Iterable[re.Match[str]]) -> Iterator[int]:
    return (place for one in matches for place in range(*one.span()))


def _of_id(spelt: str, id: str) -> Iterator[int]:
    for one in re.finditer(re.escape(id), spelt):
        yield from _but_ends(list(range(*one.span())))


def _in_runs(spelt: str) -> set[int]:
    """Figures with words and more between them."""
    places: set[int] = set()
    for run in RUN.finditer(spelt):
        at = list(_of(PIECE.finditer(spelt, *run.span())))
        if len(at) >= LONG:
            places.update(at[3:-4] or at[1:])
    return places
