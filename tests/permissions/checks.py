"""Operations of checks, with what decides about each. Who sees which check is told in the room's own tests: it depends on
who is to look, which the records of this world do not have."""

from collections.abc import Mapping

from tests.permissions.deals import nobody_there
from tests.permissions.expected import Operation, needs

NOBODY = {"id": 999_999}
DAYS = {"first": "2026-03-01", "last": "2026-03-31"}
QUESTIONS = [{"text": "真的联系了吗？", "kind": "yes_no"}, {"text": "写得清楚吗？", "kind": "score"}]
PROGRAMME = {"name": "触达抽查", "kind": "activity", "user_ids": ["@me"], "each": 1, "questions": QUESTIONS}
OPERATIONS: Mapping[str, Operation] = {
    "checks_setup": Operation(needs("check.manage")),
    "checks_programmes": Operation(needs("check.manage")),
    "checks_create_programme": Operation(needs("check.manage"), body=PROGRAMME),
    "checks_get_programme": Operation(nobody_there("check.manage"), path=NOBODY),
    "checks_edit_programme": Operation(
        nobody_there("check.manage"), body={"changes": {"active": False}, "version": 1}, path=NOBODY
    ),
    "checks_draws": Operation(nobody_there("check.manage"), path=NOBODY),
    "checks_draw": Operation(nobody_there("check.manage"), body={}, path=NOBODY),
    "checks_get_draw": Operation(nobody_there("check.read"), path=NOBODY),
    "checks_list": Operation(needs("check.read")),
    "checks_worklist": Operation(needs("check.read")),
    "checks_board": Operation(needs("check.read"), query=DAYS),
    "checks_get": Operation(nobody_there("check.read"), path=NOBODY),
    "checks_finish": Operation(
        nobody_there("check.do"), body={"answers": [{"value": 1}, {"value": 1}]}, path=NOBODY
    ),
    "checks_answer": Operation(nobody_there("check.read"), body={"reply": "agree"}, path=NOBODY),
    "checks_follow_up": Operation(nobody_there("check.do"), body={"title": "补写"}, path=NOBODY),
    "checks_replace": Operation(nobody_there("check.do"), path=NOBODY),
}
