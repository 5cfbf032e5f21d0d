"""Forms are made, opened, closed and given new addresses by those who may."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.fields import definitions
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import covers, fetch
from dabiao.modules.forms import events, queries
from dabiao.modules.forms.enums import FormState
from dabiao.modules.forms.models import Form, Submission
from dabiao.modules.forms.rules import checking
from dabiao.modules.org import queries as org

PERMISSION = "form.manage"
EDITABLE = frozenset(Form.SAID)
MOST = 200


@transaction.atomic
def create(*, values: Mapping[str, Any], actor: Actor, now: datetime) -> Form:
    """A new form with an address nobody can guess. Raises `forms.too_many`, and what is wrong with it: `core.required`,
    `forms.*`, `access.forbidden` for a unit beyond the actor's."""
    actor.require(PERMISSION)
    if Form.objects.filter(removed_at=None).count() >= MOST:
        raise Invalid("forms.too_many", field="name", limit=MOST)
    form = Form(
        token=_token(), owner_id=actor.user_id, created_at=now, updated_at=now, **checking.tidied(values)
    )
    _check(form, actor)
    form.save(force_insert=True)
    record(events.FormCreated(form.name), form, actor=actor, now=now)
    return form


@transaction.atomic
def edit(
    form_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Form:
    """Change a form, open or close it; what was sent before stays as it was. Raises `edit.conflict` (409) and as `create`."""
    form = fetch(queries.managed_by(actor), form_id, lock=True)
    before = (form.owner_id, form.unit_id)
    applied = merge_edit(form, checking.tidied(changes), base=base, version=version, editable=EDITABLE)
    if applied:
        _check(form, actor, unit="unit_id" in applied)
        form.updated_at = now
        form.save(update_fields=[*applied, "version", "updated_at"])
        fact = events.FormEdited(form.name, wired(applied))
        record(fact, form, actor=actor, now=now, previous=[before])
    return form


@transaction.atomic
def renew(form_id: int, *, actor: Actor, now: datetime) -> Form:
    """Give a form a new address; wherever the old one is embedded it works no more."""
    form = fetch(queries.managed_by(actor), form_id, lock=True)
    form.token, form.updated_at = _token(), now
    form.version += 1
    form.save(update_fields=["token", "version", "updated_at"])
    record(events.FormTokenRenewed(form.name), form, actor=actor, now=now)
    return form


@transaction.atomic
def remove(form_id: int, *, actor: Actor, now: datetime) -> None:
    """Take away a form that nobody has filled in; another is closed. A second time changes nothing. Raises `forms.was_used`."""
    form = fetch(queries.managed_by(actor, removed=True), form_id, lock=True)
    if form.removed_at is not None:
        return
    if Submission.objects.filter(form=form).exists():
        raise Conflict("forms.was_used", field="id", name=form.name)
    form.removed_at = form.updated_at = now
    form.state = FormState.CLOSED
    form.version += 1
    form.save(update_fields=["removed_at", "state", "updated_at", "version"])
    record(events.FormRemoved(form.name), form, actor=actor, now=now)


def _check(form: Form, actor: Actor, *, unit: bool = True) -> None:
    checking.check_form(form.values(), custom=list(definitions.of("lead")))
    if not unit:
        return
    if form.unit_id is not None and not org.unit_names([form.unit_id]):
        raise Invalid("forms.unknown_unit", field="unit_id", value=form.unit_id)
    if not covers(actor, PERMISSION, id=0, owner_id=None, unit_id=form.unit_id):
        raise Forbidden("access.forbidden", field="unit_id", permission=PERMISSION)


def _token() -> str:
    return secrets.token_urlsafe(18)
