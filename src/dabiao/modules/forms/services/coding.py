"""Codes: links of their own to a form, for one person or channel."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.core.text import squash
from dabiao.modules.forms import events, queries
from dabiao.modules.forms.models import Code
from dabiao.modules.org import queries as org

MOST = 500  # of one form
EDITABLE = frozenset(Code.SAID)
# no letters that are taken for others: a code may be read out over the telephone
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 10


@transaction.atomic
def create_code(form_id: int, *, values: Mapping[str, Any], actor: Actor, now: datetime) -> Code:
    """A new link to a form. Raises `core.not_found`, `core.required`, `forms.too_many_codes`, `org.not_working`."""
    form = fetch(queries.managed_by(actor), form_id, lock=True)
    if form.codes.filter(removed_at=None).count() >= MOST:
        raise Invalid("forms.too_many_codes", field="name", limit=MOST)
    code = Code(form=form, token=_token(), created_at=now, updated_at=now, **_tidied(values))
    _check(code, owner=True)
    code.save(force_insert=True)
    record(events.CodeCreated(code.name, form.name), code, form, actor=actor, now=now)
    return code


@transaction.atomic
def edit_code(
    code_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Code:
    """Change a code; what is printed stays good. Raises `edit.conflict` (409) and as `create_code`."""
    code = fetch(queries.codes_managed_by(actor), code_id, lock=True)
    applied = merge_edit(code, _tidied(changes), base=base, version=version, editable=EDITABLE)
    if applied:
        _check(code, owner="owner_id" in applied)
        code.updated_at = now
        code.save(update_fields=[*applied, "version", "updated_at"])
        fact = events.CodeEdited(code.name, wired(applied))
        record(fact, code, code.form, actor=actor, now=now)
    return code


@transaction.atomic
def remove_code(code_id: int, *, actor: Actor, now: datetime) -> None:
    """Offer a code no more. Who follows what is printed still gets to the form; a second time changes nothing."""
    code = fetch(queries.codes_managed_by(actor, removed=True), code_id, lock=True)
    if code.removed_at is None:
        code.removed_at = code.updated_at = now
        code.version += 1
        code.save(update_fields=["removed_at", "updated_at", "version"])
        record(events.CodeRemoved(code.name), code, code.form, actor=actor, now=now)


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: squash(value) if isinstance(value, str) else value for name, value in values.items()}


def _check(code: Code, *, owner: bool) -> None:
    if not code.name:
        raise Invalid("core.required", field="name")
    if owner and code.owner_id is not None:
        org.holder(code.owner_id)


def _token() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
