"""Forms as those see them who look after them: with their numbers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch, visible
from dabiao.modules.forms.models import Form
from dabiao.modules.forms.queries import _numbers

PERMISSION = "form.manage"
_SHOWN = ("id", "name", "unit_id", "state", "token", "language", "version", "created_at", "updated_at")


def managed_by(actor: Actor, *, removed: bool = False) -> QuerySet[Form]:
    """The forms that the actor looks after: of their units, and what they made. Raises `access.forbidden`."""
    actor.require(PERMISSION)
    rows = visible(Form.objects.select_related(None), actor, PERMISSION)
    return rows if removed else rows.filter(removed_at=None)


def listing(*, since: date, filters: Mapping[str, Any], actor: Actor) -> list[dict[str, Any]]:
    """All of them, live ones first, newest first, with their numbers since that day. Raises `access.forbidden`."""
    rows = list(managed_by(actor).filter(**filters).select_related("unit").order_by("-state", "-pk"))
    rows.sort(key=lambda form: form.state != "live")
    numbers = _numbers.of_forms([form.pk for form in rows], since)
    return [
        {name: getattr(form, name) for name in _SHOWN}
        | {"unit_name": form.unit.name if form.unit else None, "campaign": form.campaign}
        | {"title": form.texts.get("title", ""), "field_count": len(form.fields)}
        | numbers[form.pk]
        for form in rows
    ]


def detail(form_id: int, *, actor: Actor) -> dict[str, Any]:
    """One form as it is edited. Raises `access.forbidden`, `core.not_found`."""
    form = fetch(managed_by(actor).select_related("unit"), form_id)
    used = Q(pk=form.pk) & Q(submissions__isnull=False)
    return {
        **form.values(),
        **{name: getattr(form, name) for name in _SHOWN},
        "unit_name": form.unit.name if form.unit else None,
        "used": Form.objects.filter(used).exists(),
    }
