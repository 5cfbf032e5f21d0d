"""Fields of every type on a kind, as an administrator makes them."""

from typing import Any

from dabiao.core.fields.models import CustomField
from dabiao.testing.people import Company

OPTIONS = [{"labels": {"zh-Hans": "用友"}}, {"labels": {"zh-Hans": "金蝶"}}, {"labels": {"zh-Hans": "自研"}}]


def make(
    company: Company, key: str = "budget", type: str = "money", kind: str = "lead", **more: Any
) -> dict[str, Any]:
    labels = more.pop("labels", {"zh-Hans": f"字段{key}", "en": f"Field {key}"})
    if type in ("choice", "choices"):
        more.setdefault("options", OPTIONS)
    body = {"kind": kind, "key": key, "type": type, "labels": labels, **more}
    made: dict[str, Any] = company["ops"].client.write("POST", "/fields", body)
    return made


TYPES = {
    "a_line": "text",
    "story": "long_text",
    "people": "number",
    "rate": "number",
    "budget": "money",
    "go_live": "date",
    "demo_at": "datetime",
    "tender": "bool",
    "way": "choice",
    "systems": "choices",
}


def make_all(company: Company, kind: str = "lead") -> None:
    for key, type in TYPES.items():
        make(company, key, type, kind, **({"scale": 2} if key == "rate" else {}))


def row(id: int) -> CustomField:
    return CustomField.objects.get(pk=id)
