"""Anything that sends JSON or a form: which place fills which field is said on the screen."""

from typing import Any, ClassVar

from dabiao.core.errors import Invalid
from dabiao.modules.channels.rules.adapters.base import LIMITS, Arrival, Meant, Said, Setup, lead
from dabiao.modules.channels.rules.payloads import amount, at, moment, text

DIRECT = tuple(LIMITS)


class Json:
    name: ClassVar[str] = "json"
    fields: ClassVar[tuple[str, ...]] = (*DIRECT, "received_at", "cost", "event_id")
    sample: ClassVar[Said] = {
        "id": "form-1001",
        "data": {"name": "王芳", "phone": "13812345678", "company": "云岚科技", "message": "想约演示"},
    }

    def event_id(self, said: Said, setup: Setup, /) -> str:
        return text(at(said, setup.mapping.get("event_id", "id")), 150)

    def read(self, said: Said, setup: Setup) -> Meant:
        found = {name: at(said, path) for name, path in setup.mapping.items()}
        if not any(text(found.get(name)) for name in ("name", "company", "phone", "wechat", "email")):
            raise Invalid("channels.mapping_finds_nobody", field="mapping")
        texts = {name: text(found[name], LIMITS[name]) for name in DIRECT if name in found}
        texts["campaign"] = setup.campaign or texts.get("campaign", "")
        arrival = lead(setup, at=moment(found.get("received_at")), **texts)
        more: dict[str, Any] = {}
        if text(found.get("cost")):
            more["cost_minor"] = amount(found["cost"], field="mapping.cost")
        custom = {
            name.removeprefix("fields."): value
            for name, value in found.items()
            if name.startswith("fields.") and value not in (None, "")
        }
        return Arrival({**arrival.values, **more, **({"fields": custom} if custom else {})})

    def answer(self, status: int, message: str) -> Said:
        return {"ok": status == 200, "message": message}
