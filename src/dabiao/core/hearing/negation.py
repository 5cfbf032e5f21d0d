"""Whether a clause denies what it names. Denials count within their clause; two of them say yes.

Written against half of the labelled sentences beside the tests; the other half was looked at once, for the figures in
docs/grading.md.
"""

from functools import lru_cache

from dabiao.core.hearing.words import AFTER, CUE, HARMLESS, LE, NONE, OBJECTLESS, TURN


@lru_cache(maxsize=4096)
def _marks(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """(the denials of a clause, where it turns)."""
    harmless = [one.span() for one in HARMLESS.finditer(text)]
    cues = tuple(
        one.span()
        for one in CUE.finditer(text)
        if not any(start < one.end() and one.start() < end for start, end in harmless)
    )
    ends = {end for _, end in cues}
    turns = [one.end() for one in TURN.finditer(text) if one.start() not in ends]
    # 「不想再等了 采购…」: a 了 after a denial closes it, unless nothing stands between (没了)
    turns += [
        one.end()
        for one in LE.finditer(text)
        if one.end() < len(text) and any(end <= one.start() for end in ends) and one.start() not in ends
    ]
    return cues, tuple(sorted(turns))


def denied(text: str, start: int, end: int, gaps: frozenset[int]) -> bool:
    """Whether the clause denies the word that stands at `start:end`."""
    cues, turns = _marks(text)
    begin = max((turn for turn in turns if turn <= start), default=0)
    before = [one for one in cues if begin <= one[0] and one[1] <= start]
    before = [one for one in before if not _left_behind(text, one[1], start, gaps)]
    before = [
        one
        for one, following in zip(before, [*before[1:], None], strict=False)
        if following is None or not _listed(text, one[1], following[0], gaps)
    ]
    return (len(before) + _denied_after(text, end, cues)) % 2 == 1


def _listed(text: str, cue: int, following: int, gaps: frozenset[int]) -> bool:
    """Whether one denial of a list (「没人、没时间、没预算」) is followed by the next."""
    return any(cue < gap <= following for gap in gaps) and text[cue:following].strip() not in ("", "是")


def _denied_after(text: str, end: int, cues: tuple[tuple[int, int], ...]) -> int:
    after = AFTER.match(text, end)
    if after is None:
        return 0
    latin = text[end : end + 1] == " "
    counted = any(end <= start < after.end() for start, _ in cues)
    plain = NONE.search(after[0])
    return 1 if counted or plain or latin else 0


def _left_behind(text: str, cue: int, start: int, gaps: frozenset[int]) -> bool:
    """Whether a gap such as a blank lies between a finished denial (「不着急 预算三十万」) and the word."""
    for gap in gaps:
        if cue < gap <= start and not text[gap - 1 : gap + 1].isascii():
            chunk = text[cue:gap]
            whole = not any(cue < other < gap for other in gaps)
            if len(chunk) >= 2 and whole and not OBJECTLESS.search(chunk):
                return True
    return False
