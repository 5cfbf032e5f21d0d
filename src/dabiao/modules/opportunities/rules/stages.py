"""Stages and their criteria: those that the product comes with, and how far evidence carries a deal."""

from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from dabiao.modules.opportunities.enums import PipelineMode, StageKind


class ShippedStage(NamedTuple):
    """A stage of the pipeline that the product comes with. `percent` is how far the buyer has come."""

    code: str
    percent: int
    kind: str


# What the buyer has decided so far, not what the seller has done: at most six open ones (F2).
SHIPPED_STAGES = (
    ShippedStage("interested", 10, StageKind.OPEN),
    ShippedStage("need_confirmed", 30, StageKind.OPEN),
    ShippedStage("solution_accepted", 50, StageKind.OPEN),
    ShippedStage("negotiating", 70, StageKind.OPEN),
    ShippedStage("decided", 90, StageKind.OPEN),
    ShippedStage("won", 100, StageKind.WON),
    ShippedStage("lost", 0, StageKind.LOST),
)
SHIPPED_PIPELINE = "default"
MOST_OPEN_STAGES = 6  # more only for a written reason (F2)
FEWEST_CRITERIA, MOST_CRITERIA = 3, 5
SHIPPED_CRITERIA: Mapping[str, tuple[str, ...]] = {
    "interested": ("asked_for_more", "names_a_need", "agreed_to_meet"),
    "need_confirmed": ("need_in_writing", "budget_named", "decision_path_known", "deadline_named"),
    "solution_accepted": ("saw_the_solution", "users_agree", "key_person_agrees", "fits_the_budget"),
    "negotiating": ("asked_for_a_quote", "talks_terms", "buying_steps_known", "rivals_ruled_out"),
    "decided": ("said_yes", "contract_at_legal", "signing_day_set"),
}


class Sign(NamedTuple):
    """A criterion as the rules see it: which it is, and of which stage."""

    criterion_id: int
    stage_id: int


def evidenced_stage(mode: str, signs: Sequence[Sign], met: Collection[int]) -> int | None:
    """The stage that the evidence carries; None where nothing does.

    `signs` are the criteria of the open stages in their order, `met` the ids of those that are proved. By signs, any one of a
    stage is enough, so it is the last stage with one; by checklist, it is the stage of the last one before the first gap.
    """
    if mode == PipelineMode.CHECKLIST:
        reached = list(takewhile(lambda sign: sign.criterion_id in met, signs))
    else:
        reached = [sign for sign in signs if sign.criterion_id in met]
    return reached[-1].stage_id if reached else None
