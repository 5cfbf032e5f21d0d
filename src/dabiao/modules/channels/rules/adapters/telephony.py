"""A telephone system: what it tells of calls, in our own form or with its fields mapped to ours."""

from typing import Any, ClassVar

from dabiao.core.errors import Invalid
from dabiao.modules.channels.enums import CallStage, Direction
from dabiao.modules.channels.rules.adapters.base import CallSaid, Meant, Nothing, Said, Setup
from dabiao.modules.channels.rules.payloads import at, moment, text

STAGES = {
    **dict.fromkeys(("started", "start", "ring", "ringing", "incoming", "dialing"), CallStage.STARTED),
    **dict.fromkeys(("answered", "answer", "connected", "bridge"), CallStage.ANSWERED),
    **dict.fromkeys(("ended", "end", "hangup", "completed", "finish"), CallStage.ENDED),
    **dict.fromkeys(("missed", "miss", "noanswer", "no_answer", "abandoned"), CallStage.MISSED),
    **dict.fromkeys(("recorded", "record", "recording"), CallStage.RECORDED),
}
DIRECTIONS = {
    **dict.fromkeys(("in", "inbound", "incoming", "callin"), Direction.IN),
    **dict.fromkeys(("out", "outbound", "outgoing", "callout"), Direction.OUT),
}
TIMES = ("at", "started_at", "answered_at", "ended_at")


class Telephony:
    name: ClassVar[str] = "telephony"
    fields: ClassVar[tuple[str, ...]] = (
        *("event_id", "call_id", "event", "direction", "caller", "callee", "agent"),
        *("at", "started_at", "answered_at", "ended_at", "duration", "recording_url"),
    )
    sample: ClassVar[Said] = {
        "call_id": "c-20260318-0001",
        "event": "ended",
        "direction": "in",
        "caller": "13812345678",
        "callee": "057188886666",
        "agent": "8001",
        "started_at": "2026-03-18 10:00:00",
        "answered_at": "2026-03-18 10:00:09",
        "ended_at": "2026-03-18 10:03:21",
        "duration": 192,
        "recording_url": "https://pbx.example.com/rec/c-20260318-0001.mp3",
    }

    def event_id(self, said: Said, setup: Setup, /) -> str:
        own, call = _told(said, setup, "event_id"), _told(said, setup, "call_id")
        stage = STAGES.get(_word(_told(said, setup, "event")), "")
        return own or (f"{call}:{stage}" if call and stage else "")

    def read(self, said: Said, setup: Setup) -> Meant:
        call_id, word = _told(said, setup, "call_id")[:150], _told(said, setup, "event")
        if not call_id:
            raise Invalid("channels.call_without_id", field="call_id")
        if _word(word) not in STAGES:
            return Nothing("channels.event_of_no_concern")
        facts: dict[str, Any] = {"agent": _told(said, setup, "agent"), "seconds": _seconds(said, setup)}
        direction = DIRECTIONS.get(_word(_told(said, setup, "direction")))
        if direction is not None:
            number = _told(said, setup, "caller" if direction == Direction.IN else "callee")
            facts |= {"direction": direction.value, "number": number}
        for name in TIMES:
            found = moment(_found(said, setup, name))
            facts[name] = found.isoformat() if found else ""
        recording = _told(said, setup, "recording_url", 500)
        facts["recording"] = recording if recording.startswith(("https://", "http://")) else ""
        stage = STAGES[_word(word)]
        return CallSaid(call_id, stage.value, {name: one for name, one in facts.items() if one})

    def answer(self, status: int, message: str) -> Said:
        return {"code": 0 if status == 200 else status, "message": message}


def _found(said: Said, setup: Setup, name: str) -> Any:
    return at(said, setup.mapping.get(name, name))


def _told(said: Said, setup: Setup, name: str, limit: int = 80) -> str:
    return text(_found(said, setup, name), limit if name != "call_id" else 150)


def _word(text: str) -> str:
    return text.lower().replace("-", "_").strip()


def _seconds(said: Said, setup: Setup) -> int:
    written = text(_found(said, setup, "duration"), 12)
    return min(int(float(written)), 7 * 86400) if written.replace(".", "", 1).isdigit() else 0
