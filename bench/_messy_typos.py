"""How people and machines misspell Chinese: a candidate too far in the input method, a stroke misread, a key pressed twice."""

from random import Random

from bench._messy_words import SHAPES


def _gb2312(first: int, last: int) -> str:
    """Characters of GB 2312 rows `first`…`last` in their standard order."""
    codes = (bytes((row + 0xA0, cell + 0xA0)) for row in range(first, last + 1) for cell in range(1, 95))
    return b"".join(codes).decode("gb2312", "ignore")


# Level 1 of the standard is in order of sound, level 2 in order of radical and strokes: neighbours sound or look alike.
_BY_SOUND = _gb2312(16, 55)
_BY_SHAPE = _gb2312(56, 87)
_SOUND = {char: place for place, char in enumerate(_BY_SOUND)}
_SHAPE = {char: place for place, char in enumerate(_BY_SHAPE)}
_ALIKE = {char: group for group in SHAPES for char in group}


def by_sound(char: str, chance: Random) -> str:
    """Another character of the same or nearly the same sound; itself when there is none."""
    place = _SOUND.get(char)
    if place is None:
        return by_shape(char, chance)
    other = place + chance.choice((-3, -2, -1, 1, 2, 3))
    return _BY_SOUND[max(0, min(len(_BY_SOUND) - 1, other))]


def by_shape(char: str, chance: Random) -> str:
    others = _ALIKE.get(char, "").replace(char, "")
    if others:
        return chance.choice(others)
    if (place := _SHAPE.get(char)) is not None:
        return _BY_SHAPE[max(0, min(len(_BY_SHAPE) - 1, place + chance.choice((-2, -1, 1, 2))))]
    return _BY_SOUND[max(0, _SOUND.get(char, 1) - 1)]


def misspell(text: str, chance: Random, *, scanned: bool) -> str:
    """One slip somewhere in `text`: typed ones mostly in sound, scanned ones in shape."""
    if len(text) < 2:
        return text
    place = chance.randrange(len(text))
    char, kind = text[place], chance.random()
    if char.isascii():
        other = chance.choice("0123456789") if char.isdigit() else char + char
        return text[:place] + other + text[place + 1 :]
    if kind < 0.05:
        return text[:place] + text[place + 1 :]
    if kind < 0.1:
        return text[:place] + char + text[place:] if not scanned else text[:place] + text[place + 1 :]
    if kind < 0.15 and place:
        return text[: place - 1] + char + text[place - 1] + text[place + 1 :]
    swap = by_shape if scanned or kind < 0.27 else by_sound
    return text[:place] + swap(char, chance) + text[place + 1 :]


def misdial(digits: str, chance: Random) -> str:
    """One digit wrong, or two neighbours exchanged; never the first."""
    place = chance.randrange(2, len(digits) - 1)
    if chance.random() < 0.3:
        return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    other = (
        str((int(digits[place]) + chance.randrange(1, 10)) % 10) if digits[place].isdigit() else digits[place]
    )
    return digits[:place] + other + digits[place + 1 :]
