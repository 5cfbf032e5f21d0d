"""What somebody typed into a search box, taken apart. Pure."""

from dataclasses import dataclass

from dabiao.core.search import tokens
from dabiao.core.text import fold

MOST_TOKENS = 24  # asked of the index; the rest of a long question is told by reading the texts


@dataclass(frozen=True)
class Question:
    """Found is what has all `words`, or one of `handles`. `whole` is the folded text."""

    whole: str
    words: tuple[str, ...]
    tokens: tuple[str, ...]
    handles: tuple[str, ...]


def ask(text: str) -> Question | None:
    """None when nothing visible was typed."""
    whole = fold(text)
    words = tuple(dict.fromkeys(whole.split()))
    if not words:
        return None
    telling = dict.fromkeys(token for word in words for token in tokens.of_word(word))
    return Question(whole, words, tuple(telling)[:MOST_TOKENS], tuple(tokens.handles_of(text)))
