"""What answers come to."""

from collections.abc import Mapping, Sequence
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.modules.checks.enums import CheckAsked, CheckResult

HIGHEST = {CheckAsked.YES_NO: 1, CheckAsked.SCORE: 5}
LOWEST = {CheckAsked.YES_NO: 0, CheckAsked.SCORE: 1}


def points_of(questions: Sequence[Mapping[str, Any]], answers: Sequence[Mapping[str, Any]]) -> int:
    """The answers in percent, all questions alike, rounded down. Raises `checks.answer_all`, `checks.answer_out_of_range`."""
    if len(questions) != len(answers):
        raise Invalid("checks.answer_all", field="answers", count=len(questions))
    reached = 0
    for place, (question, answer) in enumerate(zip(questions, answers, strict=True)):
        kind = CheckAsked(question["kind"])
        low, high = LOWEST[kind], HIGHEST[kind]
        if not low <= answer["value"] <= high:
            raise Invalid("checks.answer_out_of_range", field=f"answers.{place}", low=low, high=high)
        reached += 100 * (answer["value"] - low) // (high - low)
    return reached // len(questions)


def judged(points: int, pass_mark: int) -> CheckResult:
    """Passed from the mark on, serious below half of it."""
    if points >= pass_mark:
        return CheckResult.PASSED
    return CheckResult.SERIOUS if points * 2 < pass_mark else CheckResult.NEEDS_WORK
