"""Operations of pulses. Nobody's answer is a record that anybody could ask for."""

from collections.abc import Mapping

from tests.permissions.deals import nobody_there
from tests.permissions.expected import Operation, Outcome, Record, Someone, anyone, needs

NOBODY = {"id": 999_999}
READ = "pulse.read"
ANSWER = {"mood": 4, "confidence": 3, "support": 5}


def unasked(_: Someone, __: Record) -> Outcome:
    return "404"


OPERATIONS: Mapping[str, Operation] = {
    "pulses_mine": Operation(anyone),
    "pulses_answer": Operation(unasked, body=ANSWER, path=NOBODY),
    "pulses_board": Operation(needs(READ)),
    "pulses_words": Operation(nobody_there(READ), path=NOBODY, query={"unit_id": 1}),
    "pulse_policy_get": Operation(needs(READ)),
    "pulse_policy_edit": Operation(needs("pulse.manage"), body={"changes": {"days": 3}, "base": {"days": 4}}),
}
