"""What an entry is found by. PostgreSQL makes the same in SQL (install/postgres.py); tests hold both together. Pure.

Each begins with the letter of its kind, then: `g` two neighbouring characters of a word, or three of printable ASCII, whose
pairs are too common to tell numbers and Latin words apart · `f` the first character of a word · `x` a whole handle · `t` the
last four digits of a phone · `o` owner · `u` unit · `p` in a pool: of anybody, and of a unit (0: the whole company's).
"""

from collections.abc import Iterator

from dabiao.core.phones import normalise
from dabiao.core.text import fold

VERSION = 1  # another one has every entry written anew


def grams(word: str) -> Iterator[str]:
    """The pairs of a word of two characters or more; ASCII runs by threes as well."""
    for at in range(len(word) - 1):
        yield word[at : at + 2]
        if len(three := word[at : at + 3]) == 3 and three.isascii():
            yield three


def of_entry(letter: str, owner_id: int | None, unit_id: int | None, texts: str, handles: str) -> list[str]:
    """Every token of an entry, some perhaps twice."""
    found: list[str] = []
    for word in texts.split():
        found.append(f"f{word[0]}")
        found += [f"g{gram}" for gram in grams(word)]
    found += [line for line in handles.split("\n") if line]
    found += [f"o{owner_id}"] if owner_id is not None else ["p", f"p{unit_id or 0}"]
    if unit_id is not None:
        found.append(f"u{unit_id}")
    return [letter + token for token in found]


def of_word(word: str) -> list[str]:
    """What an entry with this word in it has; most telling first. One character must begin a word."""
    if len(word) == 1:
        return [f"f{word}"]
    found = dict.fromkeys(grams(word))
    whole = {pair for gram in found if len(gram) == 3 for pair in (gram[:2], gram[1:])}
    return [f"g{gram}" for gram in found if gram not in whole]


def phone_lines(phone: str | None) -> str:
    """A phone as lines of `handles`."""
    whole = fold(phone or "")
    if not whole:
        return ""
    last = whole[-4:]
    return f"x{whole}\n" + (f"t{last}\n" if len(last) == 4 and last.isascii() and last.isdigit() else "")


def handle_lines(handle: str | None) -> str:
    whole = fold(handle or "")
    return f"x{whole}\n" if whole else ""


def handles_of(asked: str) -> list[str]:
    """The handles that a question may be, as whole lines: a phone in any spelling, four last digits, an address."""
    folded = fold(asked)
    lines = {f"x{folded}", f"x{fold(normalise(asked))}"}
    if len(folded) == 4 and folded.isascii() and folded.isdigit():
        lines.add(f"t{folded}")
    return sorted(lines)
