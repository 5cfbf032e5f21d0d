"""A lead as a model sees it: what it came with, nothing of what was done with it since."""

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.fields import definitions
from dabiao.core.learning.encoding import TEXT, Case
from dabiao.modules.org import queries as org

# what a model may hang on, for leads to be judged again where it changes
LEARNT_FROM = frozenset({"remark", "title", "company", "source", "campaign", "region", "cost_minor", "tags"})
CONTACTS = ("phone", "wechat", "email")


def case_of(lead: Any, tags: list[int]) -> Case:
    """`lead` as it arrived, with the tags that people gave it."""
    at = lead.received_at.astimezone(get_default_timezone())
    return {
        **{name: getattr(lead, name) for name in ("source", "campaign", "region")},
        "hour": at.hour,
        "weekday": at.isoweekday(),
        "cost_minor": lead.cost_minor,
        "company": float(bool(lead.company)),
        **{name: float(bool(getattr(lead, name))) for name in CONTACTS},
        "tags": org.in_words(tags),
        **{f"fields.{key}": _value(value) for key, value in _fields(lead.fields).items()},
        TEXT: f"{lead.title}\n{lead.remark}",
    }


def _fields(values: Any) -> Mapping[str, Any]:
    """Custom fields that are still there; dates are left out, for what they say depends on the day."""
    known = definitions.shown("lead", values)
    return {key: value for key, value in known.items() if not _is_day(value)}


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) >= 10 and value[4] == value[7] == "-"


def _value(value: Any) -> Any:
    return float(value) if isinstance(value, int | float) else value
