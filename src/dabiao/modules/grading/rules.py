"""What rules make of a lead: points, a grade, tags and the reasons, without a database."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dabiao.core.errors import DomainError, Invalid
from dabiao.core.hearing.listening import Heard
from dabiao.modules.grading.enums import GRADES, LIMITS, By

DEFAULT: Mapping[str, int] = {"A": 60, "B": 30, "C": 10}
MOST_POINTS = 100
MOST_MARKS = 3  # places in the text that are shown for one rule
AROUND = 14  # characters shown before and after a word

Text = tuple[str, Heard]  # where it stands ("remark", "enquiry:12"), and what was said


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule as leads are judged by it. `words`: what it listens for, and whether denied."""

    id: int
    name: str
    points: int = 0
    grade: str = ""
    adds: frozenset[int] = frozenset()
    removes: frozenset[int] = frozenset()
    words: tuple[tuple[str, bool], ...] = ()


@dataclass(slots=True)
class Verdict:
    """`known` is false where no rule said anything about the grade: nothing is known, which is no D."""

    score: int = 0
    grade: str = ""
    outright: str = ""
    tags: set[int] = field(default_factory=set)
    reasons: list[dict[str, Any]] = field(default_factory=list)


def judge(
    rulings: Iterable[tuple[Ruling, Callable[[Any], bool]]],
    arrival: Any,
    texts: Sequence[Text],
    thresholds: Mapping[str, int],
) -> Verdict:
    """What the rules say of one arrival. The points do not depend on the order of the rules."""
    held = [ruling for ruling, asks in rulings if asks(arrival)]
    weighing = [one for one in held if one.points or one.grade]
    score = sum(one.points for one in held)
    outright = next((one.grade for one in held if one.grade), "")
    return Verdict(
        score=score,
        grade=outright or (grade_of(score, thresholds) if weighing else ""),
        outright=outright,
        tags=set().union(*(one.adds for one in held)) - set().union(*(one.removes for one in held)),
        reasons=[_reason(one, texts) for one in held],
    )


def grade_of(score: int, thresholds: Mapping[str, int]) -> str:
    return next((grade for grade in LIMITS if score >= thresholds[grade]), GRADES[-1])


def _reason(ruling: Ruling, texts: Sequence[Text]) -> dict[str, Any]:
    return {
        "rule_id": ruling.id,
        "name": ruling.name,
        "points": ruling.points,
        "grade": ruling.grade,
        "marks": _marks(ruling, texts),
    }


def _marks(ruling: Ruling, texts: Sequence[Text]) -> list[dict[str, Any]]:
    """Where its words stand: `start` and `end` in the whole text, `at` in the piece of it that is shown."""
    found = []
    for word, denied in ruling.words:
        for source, heard in texts:
            one = next((place for place in heard.find(word) if place.denied is denied), None)
            if one is not None:
                begin = max(0, one.start - AROUND)
                piece = heard.text[begin : one.end + AROUND].replace("\n", " ")
                found.append(
                    {
                        "source": source,
                        "start": one.start,
                        "end": one.end,
                        "text": piece,
                        "at": one.start - begin,
                        "denied": denied,
                    }
                )
                break
        if len(found) == MOST_MARKS:
            break
    return found


def merged_tags(
    held: Collection[int],
    *,
    ours: Collection[int],
    refused: Collection[int],
    wanted: Collection[int],
    most: int,
) -> tuple[list[int], list[int], list[int]]:
    """(the tags a lead then has, those of them that are ours, those that people took away). `ours` are what we had put there.

    What a person put there stays, and what a person took away does not come back.
    """
    people = set(held) - set(ours)
    refused = set(refused) | (set(ours) - set(held))
    mine = sorted(set(wanted) - refused - people)[: max(0, most - len(people))]
    return sorted(people | set(mine)), mine, sorted(refused)


def check_thresholds(thresholds: Mapping[str, Any]) -> None:
    """Raises `grading.thresholds`, naming the first that is not below the one before it."""
    if set(thresholds) != set(LIMITS):
        raise Invalid("grading.thresholds_named", field="thresholds", known=", ".join(LIMITS))
    before = None
    for grade in LIMITS:
        points = thresholds[grade]
        if not isinstance(points, int) or isinstance(points, bool) or abs(points) > 1_000:
            raise Invalid("grading.points", field=f"thresholds.{grade}", limit=1_000)
        if before is not None and points >= before:
            raise Invalid("grading.thresholds", field=f"thresholds.{grade}")
        before = points


def faults(values: Mapping[str, Any]) -> list[DomainError]:
    """What is wrong with a rule, beside its condition."""
    found: list[DomainError] = []
    if not str(values["name"]).strip():
        found.append(Invalid("core.required", field="name"))
    if abs(values["points"]) > MOST_POINTS:
        found.append(Invalid("grading.points", field="points", limit=MOST_POINTS))
    if not (values["points"] or values["grade"] or values["adds"] or values["removes"]):
        found.append(Invalid("grading.does_nothing", field="points"))
    if both := set(values["adds"]) & set(values["removes"]):
        found.append(Invalid("grading.tag_both_ways", field="removes", value=min(both)))
    return found


def whose(grade: str, said: tuple[str, str] | None) -> str:
    """Who said the grade that a lead has; `said` is what was judged of it and by whom. What the rules did not say, a person
    did: so nothing that writes to a lead has to know of grading."""
    if said is None:
        return By.PERSON if grade else By.RULE
    judged, by = said
    return By.PERSON if by == By.PERSON or grade != judged else by
