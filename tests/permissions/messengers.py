"""Operations of messengers and of what has reached people, with what decides about each."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, Outcome, Record, Someone, anyone, needs

CONNECTS = needs("company.connect")
WECOM = {"name": "wecom"}
HEIR = {"rows": [{"login": "heir", "account": "LiMin"}]}


def not_connected(who: Someone, record: Record) -> Outcome:
    """Whoever may connect messengers is told that none is connected."""
    said = CONNECTS(who, record)
    return "422" if said == "allowed" else said


PUBLIC = {"messengers_verify": 404, "messengers_call_back": 404}  # of a messenger that nobody knows
OPERATIONS: Mapping[str, Operation] = {
    "messengers_list": Operation(CONNECTS),
    "messengers_people": Operation(CONNECTS),
    "messengers_edit": Operation(CONNECTS, path=WECOM, body={"fields": {"agent_id": "7"}}),
    "messengers_bind": Operation(CONNECTS, path=WECOM, body=HEIR),
    "messengers_match": Operation(not_connected, path=WECOM, body={"user_ids": ["@heir"]}),
    "messengers_try": Operation(not_connected, path=WECOM),
    "notifications_receive": Operation(anyone, body={"ids": [1]}),
}
