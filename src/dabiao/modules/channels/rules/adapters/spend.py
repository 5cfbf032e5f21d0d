"""What adverts cost, as a report or a script of one's own sends it, day by day or for a range."""

from typing import ClassVar

from dabiao.core.errors import Invalid
from dabiao.modules.channels.rules.adapters.base import Meant, Said, Setup, SpendSaid
from dabiao.modules.channels.rules.payloads import amount, at, day, text

LONGEST = 366  # days


class Spend:
    name: ClassVar[str] = "spend"
    fields: ClassVar[tuple[str, ...]] = ("event_id", "campaign", "from", "to", "amount", "note")
    sample: ClassVar[Said] = {
        "id": "report-2026-03-17",
        "campaign": "信息流-3月",
        "from": "2026-03-17",
        "to": "2026-03-17",
        "amount": "1234.50",
    }

    def event_id(self, said: Said, setup: Setup, /) -> str:
        return text(at(said, setup.mapping.get("event_id", "id")), 150)

    def read(self, said: Said, setup: Setup) -> Meant:
        def found(name: str) -> object:
            return at(said, setup.mapping.get(name, name))

        first = day(found("from"), field="from")
        last = day(found("to"), field="to") if text(found("to")) else first
        if last < first or (last - first).days >= LONGEST:
            raise Invalid("channels.days_out_of_order", field="to", days=LONGEST)
        return SpendSaid(
            campaign=setup.campaign or text(found("campaign"), 120),
            source=setup.source,
            first_on=first,
            last_on=last,
            amount_minor=amount(found("amount"), field="amount"),
            note=text(found("note"), 200),
        )

    def answer(self, status: int, message: str) -> Said:
        return {"ok": status == 200, "message": message}
