"""Pipelines are the whole company's: designed by whoever manages them or nobody. Their guides are for who works with deals."""

from collections.abc import Mapping

from tests.permissions.deals import nobody_there
from tests.permissions.expected import Operation, Outcome, Record, Someone, needs, on

MANAGES = "pipeline.manage"
EMPTY = {"name": "快销", "mode": "signs", "stages": []}
NOWHERE = {"path": {"id": 999_999}}


def no_such_stage(who: Someone, record: Record) -> Outcome:
    """In the world there is one pipeline only."""
    said = on("move")(who, record)
    return "422" if said == "allowed" else said


def others_order(who: Someone, _: Record) -> Outcome:
    """An order of none of them."""
    return "409" if MANAGES in who.grants else "403"


OPERATIONS: Mapping[str, Operation] = {
    "pipelines_designs": Operation(needs(MANAGES)),
    "pipelines_create": Operation(needs(MANAGES), body={"name": "快销"}),
    "pipelines_arrange": Operation(others_order, body={"ids": []}),
    "pipelines_get_design": Operation(nobody_there(MANAGES), **NOWHERE),
    "pipelines_put_design": Operation(nobody_there(MANAGES), body={**EMPTY, "version": 1}, **NOWHERE),
    "pipelines_preview": Operation(nobody_there(MANAGES), body=EMPTY, **NOWHERE),
    "pipelines_undo_change": Operation(nobody_there(MANAGES), path={"id": 999_999, "change_id": 999_999}),
    "pipelines_remove": Operation(nobody_there(MANAGES), **NOWHERE),
    "pipelines_guides": Operation(nobody_there("opportunity.read"), **NOWHERE),
    "opportunities_change_pipeline": Operation(
        no_such_stage, "opportunity", {"stage_id": 999_999, "expected_stage_id": 1}
    ),
}
