"""Two organisations side by side: name proper, trade, place, legal form, branch."""

from rapidfuzz.distance import OSA

from dabiao.core.matching.companies import Company, agree
from dabiao.core.matching.records import Ready
from dabiao.core.matching.spelling import likeness, slip
from dabiao.core.matching.surroundings import Surroundings
from dabiao.core.matching.words import BRANCH_ENDS, TRADE_OF


def core(a: Ready, b: Ready, around: Surroundings) -> str:
    """The name proper of two organisations."""
    if a.company is None or b.company is None:
        return ""
    return _core(a.company, b.company, around)


def _core(ours: Company, theirs: Company, around: Surroundings) -> str:
    if ours.tokens and theirs.tokens:
        return _words(ours, theirs, around)
    one, other = sorted((ours.core, theirs.core), key=len)
    if one == other:
        return "same_" + around.how_common(around.cores, one)
    if len(one) >= 2 and one in other:
        if other.startswith(one):
            return "begins_" + around.how_common(around.cores, one)
        return "ends" if other.endswith(one) else "contained"
    edits = OSA.distance(one, other, score_cutoff=2)
    if edits == 1:
        return "one_of_two" if len(other) == 2 else "one_of_three" if len(other) == 3 else "one_character"
    if ours.stem == theirs.stem or sorted(one) == sorted(other):
        return "same_characters"
    if edits == 2 and len(one) >= 4:
        return "two_characters"
    return "alike" if likeness(ours.stem, theirs.stem) >= 0.75 else "different"


def _words(ours: Company, theirs: Company, around: Surroundings) -> str:
    """Latin names: how much of them are common words, rare ones counting more; one letter wrong is the same word."""
    if ours.core == theirs.core:
        return "same_rare"
    left, right = sorted((frozenset(ours.tokens), frozenset(theirs.tokens)), key=sorted)
    weight = {word: around.words.get(word, 1.0) for word in left | right}
    common = left & right
    shared = sum(weight[word] for word in common)
    for word, other in _slips(left - common, right - common):
        shared += (weight[word] + weight[other]) / 2
    less, more = sorted(sum(weight[word] for word in side) for side in (left, right))
    if not shared:
        return "alike" if likeness(ours.core, theirs.core) >= 0.85 else "different"
    if shared >= 0.8 * more:
        return "most_words"
    if shared >= 0.8 * less:
        return "words_of_one"
    return (
        "half_the_words" if shared >= 0.5 * less else "some_words" if shared >= 0.25 * less else "different"
    )


def _slips(left: frozenset[str], right: frozenset[str]) -> list[tuple[str, str]]:
    """Words of both sides that are one but for a slip, each used once."""
    found: list[tuple[str, str]] = []
    free = set(right)
    for word in sorted(left):
        alike = (
            other
            for other in sorted(free)
            if min(len(word), len(other)) > 3 and likeness(word, other) >= 0.92
        )
        if (other := next(alike, None)) is not None:
            found.append((word, other))
            free.discard(other)
    return found


def trade(a: Ready, b: Ready, around: Surroundings) -> str:
    """What follows the name proper of two organisations: their trades. Of strangers it says nothing more."""
    if a.company is None or b.company is None or a.company.tokens or b.company.tokens:
        return ""
    ours, theirs = a.company, b.company
    if ours.branch in BRANCH_ENDS or theirs.branch in BRANCH_ENDS:
        return ""  # where the branch begins is not known, so what stands before it is not all trade
    if not _akin(ours.core, theirs.core):
        return ""
    left, right = _rests(ours, theirs)
    if not left or not right:
        return "" if left == right else "one_only"
    if left == right:
        return "same"
    short, long = sorted((left, right), key=lambda rest: (len(rest), rest))
    if len(short) >= 2 and _shortens(short, long):
        return "shortened"
    if slip(short, long) or (
        len(short) >= 3 and OSA.distance(short, long[: len(short)], score_cutoff=1) == 1
    ):
        return "one_character" if len(short) >= 3 else "one_of_two"
    if ours.trades & theirs.trades:
        return "overlap"
    kinds, others = _kinds(ours.trades), _kinds(theirs.trades)
    if kinds & others:
        return "related"
    return "differ" if left[:1] != right[:1] else "related"


def _akin(one: str, other: str) -> bool:
    return one in other or other in one or slip(one, other)


def _shortens(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in their order: 电商 of 电子商务."""
    rest = iter(long)
    return all(char in rest for char in short)


def _rests(ours: Company, theirs: Company) -> tuple[str, str]:
    """What stands behind the core that both have; a trade that is in no list would count as core on one side alone."""
    shared = min(ours.core, theirs.core, key=len)
    if ours.stem.startswith(shared) and theirs.stem.startswith(shared):
        return ours.stem[len(shared) :], theirs.stem[len(shared) :]
    return ours.stem[len(ours.core) :], theirs.stem[len(theirs.core) :]


def _kinds(words: frozenset[str]) -> frozenset[str]:
    return frozenset(TRADE_OF[word] for word in words) - {""}


def place(a: Ready, b: Ready, around: Surroundings) -> str:
    """Where two organisations are by their names; where one name is silent, by its address, which for a branch is its own."""
    if a.company is None or b.company is None:
        return ""
    ours, theirs = a.company.places, b.company.places
    if ours and theirs:
        return f"name_{agree(ours, theirs)}"
    if a.company.branch or b.company.branch:
        return ""
    return agree(ours or a.places, theirs or b.places)


def site(a: Ready, b: Ready, around: Surroundings) -> str:
    """Where both are by their addresses and regions."""
    return agree(a.places, b.places)


def form(a: Ready, b: Ready, around: Surroundings) -> str:
    if a.company is None or b.company is None or not a.company.form or not b.company.form:
        return ""
    return "same" if a.company.form == b.company.form else "differ"


def branch(a: Ready, b: Ready, around: Surroundings) -> str:
    """A branch and its parent are two organisations; so are two branches."""
    if a.company is None or b.company is None:
        return ""
    ours, theirs = a.company.branch, b.company.branch
    if ours == theirs:
        return "same" if ours else ""
    if not ours or not theirs:
        return "one_only"
    if ours in BRANCH_ENDS or theirs in BRANCH_ENDS:
        # where the bare one begins is not known: it may be the other
        return "same" if a.company.whole.endswith(theirs) and b.company.whole.endswith(ours) else "differ"
    ours, theirs = _without_end(ours), _without_end(theirs)
    short, long = sorted((ours, theirs), key=len)
    misspelt = len(short) > 2 and slip(short, long)
    return "same" if short == long or misspelt or (short and long.endswith(short)) else "differ"


def _without_end(branch: str) -> str:
    for end in BRANCH_ENDS:
        if branch.endswith(end):
            return branch[: -len(end)].removeprefix("第")
    return branch
