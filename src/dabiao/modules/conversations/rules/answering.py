"""What the bot makes of what was said: a choice it offered, a wish for a person, or the answer that fits best.

Texts are compared without case, width, separators and 简繁. A Chinese character counts as a word, and so does each pair of
neighbours; words that carry nothing (吗, 请问, the) do not count.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dabiao.core.text import fold

THRESHOLD = 0.5  # of likeness, from 0 to 1: below it nothing was understood
LOST_TWICE = 2  # times not understood in a row, after which a person is called
LONGEST_WISH = 40  # characters of a sentence that may be a wish for a person

_WORD = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]")
_FILLERS = re.compile(
    r"请问一下|请问|麻烦|你好|您好|我想|想问|问一下|一下|告诉我|知道|你们|我们|的话|可以|[吗呢啊呀吧的了哦嘛]"
)
_EMPTY_WORDS = frozenset(
    {
        *(
            "a",
            "an",
            "the",
            "is",
            "are",
            "do",
            "does",
            "did",
            "can",
            "could",
            "i",
            "you",
            "your",
            "my",
            "me",
            "we",
        ),
        *(
            "to",
            "of",
            "in",
            "on",
            "for",
            "and",
            "please",
            "hi",
            "hello",
            "tell",
            "about",
            "know",
            "it",
            "this",
        ),
    }
)
_PERSON = frozenset(
    {
        *(
            "人工",
            "真人",
            "客服",
            "转人工",
            "人工客服",
            "转客服",
            "转真人",
            "人工服务",
            "在线客服",
            "找人工",
            "要人工",
        ),
        *("agent", "human", "person", "representative", "operator", "humanagent", "realperson", "liveagent"),
    }
)
_PERSON_SAID = re.compile(
    r"(转|找|要|接|叫|换|联系|请)(一下|个|一个|到)?(人工|真人|客服)|人工(客服|服务|坐席)|真人(客服|接|回)"
    r"|\b(talk|speak|chat|connect|transfer|put)\b.*\b(agent|human|person|someone|representative|operator)\b"
    r"|\b(real|live|actual) (person|human|agent)\b"
)


@dataclass(frozen=True, slots=True)
class Known:
    """One answer, as far as finding it is concerned. `labels` are what its button is called."""

    id: int
    asked: tuple[str, ...]
    labels: tuple[str, ...] = ()


def wants_person(text: str) -> bool:
    said = fold(text)
    return _plain(said) in _PERSON or (len(said) <= LONGEST_WISH and _PERSON_SAID.search(said) is not None)


def chosen(text: str, offered: Sequence[Known]) -> int | None:
    """The answer meant by the number or the name of a button, among those offered last."""
    said = _plain(fold(text))
    if said.isdecimal() and len(said) <= 2:
        place = int(said)
        return offered[place - 1].id if 1 <= place <= len(offered) else None
    return next(
        (one.id for one in offered if said and said in {_plain(fold(label)) for label in one.labels}), None
    )


def best(text: str, known: Iterable[Known]) -> int | None:
    """The answer asked for most nearly in these words; the earlier of two alike. None: not understood."""
    said = _units(text)
    scored = [(max((likeness(said, _units(way)) for way in one.asked), default=0.0), one.id) for one in known]
    score, id = max(scored, key=lambda pair: pair[0], default=(0.0, 0))
    return id if score >= THRESHOLD else None


Units = tuple[str, ...]


def likeness(said: Units, asked: Units) -> float:
    """From 0 to 1: shares of words and of pairs of neighbours, counted against both; all of `asked` within what was said
    counts for at least 0.6."""
    if not said or not asked:
        return 0.0
    if said == asked:
        return 1.0
    words = _dice(set(said), set(asked))
    pairs = _dice(set(pairwise(said)), set(pairwise(asked))) if len(said) > 1 and len(asked) > 1 else words
    both = (words + pairs) / 2
    inside = len(asked) > 1 and any(
        said[start : start + len(asked)] == asked for start in range(len(said) - len(asked) + 1)
    )
    return max(both, 0.6 + 0.4 * len(asked) / len(said)) if inside else both


def _dice(one: set[Any], other: set[Any]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _units(text: str) -> Units:
    said = fold(text)
    words = _words(_FILLERS.sub(" ", said))
    return words or tuple(_WORD.findall(said))


def _words(said: str) -> Units:
    return tuple(word for word in _WORD.findall(said) if word not in _EMPTY_WORDS)


def _plain(said: str) -> str:
    return "".join(_WORD.findall(said))


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, else in the one nearest to it, else in any."""
    nearest = {"zh-Hant": ("zh-Hans", "en"), "zh-Hans": ("zh-Hant", "en"), "en": ("zh-Hans", "zh-Hant")}
    for name in (language, *nearest.get(language, ())):
        if text := texts.get(name):
            return text
    return ""
