"""Operations of the live desk, the compliance record and appeals, with what decides about each."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, Outcome, Record, Someone, needs, on, reads, seen


def my_breach(who: Someone, record: Record) -> Outcome:
    """Only whom it concerns appeals."""
    if not reads(who, record):
        return "404"
    return "allowed" if record.owner == who.id else "403"


def judged(who: Someone, record: Record) -> Outcome:
    """By who leads them, never by oneself; in the world nobody has appealed."""
    said = on("judge")(who, record)
    if said == "allowed":
        return "403" if record.owner == who.id else "409"
    return said


OPERATIONS: Mapping[str, Operation] = {
    "dispatch_desk": Operation(needs("dispatch.read")),
    "dispatch_clocks": Operation(needs("dispatch.read")),
    "dispatch_compliance": Operation(needs("dispatch.read")),
    "dispatch_stints": Operation(needs("dispatch.read")),
    "dispatch_breaches": Operation(needs("dispatch.read")),
    "dispatch_breach": Operation(seen(), "breach"),
    "dispatch_appeal": Operation(my_breach, "breach", {"text": "客户现场没有信号"}),
    "dispatch_judge": Operation(judged, "breach", {"uphold": True, "words": "属实"}),
}
