"""How alike two spellings are; the same either way round."""

from rapidfuzz.distance import OSA, JaroWinkler


def likeness(one: str, other: str) -> float:
    """0…1, Jaro's distance by itself differs with the order."""
    return JaroWinkler.similarity(one, other) if one <= other else JaroWinkler.similarity(other, one)


def slip(one: str, other: str) -> bool:
    """One character wrong, more, missing, or changed for its neighbour."""
    return OSA.distance(one, other, score_cutoff=1) == 1


def spelt(ours: str, theirs: str) -> str:
    """The level of short codes: same, one slip, or different."""
    if not ours or not theirs:
        return ""
    if ours == theirs:
        return "same"
    shuffled = len(ours) > 4 and sorted(ours) == sorted(theirs)
    return "one_character" if shuffled or slip(ours, theirs) else "differ"
