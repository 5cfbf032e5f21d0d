"""Codes with their numbers."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch
from dabiao.modules.forms.models import Code
from dabiao.modules.forms.queries import _numbers
from dabiao.modules.forms.queries.forms import managed_by

_SHOWN = (
    *("id", "form_id", "token", "name", "campaign", "owner_id"),
    *("version", "created_at", "updated_at"),
)


def codes_managed_by(actor: Actor, *, removed: bool = False) -> QuerySet[Code]:
    """Codes of the forms that the actor looks after. Raises `access.forbidden`."""
    rows = Code.objects.filter(form__in=managed_by(actor).values("pk"))
    return rows if removed else rows.filter(removed_at=None)


def codes(form_id: int, *, since: date, actor: Actor) -> list[dict[str, Any]]:
    """Those of one form, newest first, with their numbers since that day. Raises `access.forbidden`, `core.not_found`."""
    fetch(managed_by(actor), form_id)
    return _shown(codes_managed_by(actor).filter(form_id=form_id).order_by("-pk"), since)


def code_detail(code_id: int, *, since: date, actor: Actor) -> dict[str, Any]:
    fetch(codes_managed_by(actor), code_id)
    return _shown(codes_managed_by(actor).filter(pk=code_id), since)[0]


def _shown(rows: QuerySet[Code], since: date) -> list[dict[str, Any]]:
    found = list(rows.select_related("owner"))
    numbers = _numbers.of_codes([code.pk for code in found], since)
    return [
        {name: getattr(code, name) for name in _SHOWN}
        | {"owner_name": code.owner.name if code.owner else None}
        | {name: count for name, count in numbers[code.pk].items() if name != "suspected"}
        for code in found
    ]
