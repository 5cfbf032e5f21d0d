"""Operations of answering and of the ledger, with what decides about each."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, Outcome, Record, Someone, seen


def no_clock(who: Someone, record: Record) -> Outcome:
    """In the world no clock runs: whoever sees the lead is told so."""
    return "409" if seen()(who, record) == "allowed" else "404"


def told(who: Someone, record: Record) -> Outcome:
    if "dispatch.read" not in who.grants:
        return "403"
    return seen()(who, record)


def no_rules(who: Someone, record: Record) -> Outcome:
    """In the world there is no rule that could give anything to anybody."""
    return "409" if "lead.assign" in who.grants else "403"


OPERATIONS: Mapping[str, Operation] = {
    "leads_respond": Operation(no_clock, "lead"),
    "leads_feed_back": Operation(no_clock, "lead", {"result": "reached", "intent": "none"}),
    "leads_dispatch": Operation(told, "lead"),
    "dispatch_enter": Operation(no_rules, body={"lead_ids": [1]}),
}
