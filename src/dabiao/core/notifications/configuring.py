"""Connecting the company to a messenger, as an administrator does it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from dabiao.core import i18n
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.notifications import connecting
from dabiao.core.notifications.events import MessengerChanged
from dabiao.core.notifications.messengers import MESSENGERS
from dabiao.core.notifications.messengers.base import Field, Message, Messenger
from dabiao.core.notifications.models import MessengerAccount, MessengerSettings
from dabiao.core.notifications.troubles import Trouble
from dabiao.core.sealing import Unreadable, seal, unseal

PERMISSION = "company.connect"
COMPANY = ("company", 1)


def found(name: str) -> Messenger:
    """Raises `core.not_found`."""
    if name not in MESSENGERS:
        raise NotFound("core.not_found", kind="messenger", id=name)
    return MESSENGERS[name]


def row_of(name: str) -> MessengerSettings:
    """To be changed: locked, and made at the first need."""
    MessengerSettings.objects.get_or_create(pk=found(name).name)
    return MessengerSettings.objects.select_for_update().get(pk=name)


def shown(actor: Actor) -> list[dict[str, Any]]:
    """Every messenger with its fields. Of a secret it is said whether there is one, and nothing else."""
    actor.require(PERMISSION)
    rows = {row.pk: row for row in MessengerSettings.objects.annotate(people=Count("accounts"))}
    return [_shown(one, rows.get(name)) for name, one in MESSENGERS.items()]


def _shown(messenger: Messenger, row: Any) -> dict[str, Any]:
    kept = row or MessengerSettings(name=messenger.name)
    return {
        "name": messenger.name,
        "enabled": kept.enabled,
        "ready": not _missing(messenger, kept),
        "fields": [_shown_field(field, kept) for field in messenger.fields],
        "callback_url": f"{settings.PUBLIC_URL}/api/v1/messengers/{messenger.name}/callback",
        "last_callback_at": kept.last_callback_at,
        "people": row.people if row else 0,
    }


def _shown_field(field: Field, row: MessengerSettings) -> dict[str, Any]:
    value = None if field.secret else row.values.get(field.name, field.choices[0] if field.choices else "")
    return {
        "name": field.name,
        "secret": field.secret,
        "needed": field.needed,
        "choices": list(field.choices),
        "value": value,
        "kept": field.name in row.sealed,
    }


def _missing(messenger: Messenger, row: MessengerSettings) -> list[str]:
    there = {
        **row.values,
        **row.sealed,
        **{one.name: one.choices[0] for one in messenger.fields if one.choices},
    }
    return connecting.missing(messenger, there)


@transaction.atomic
def save(name: str, *, enabled: bool | None, fields: Mapping[str, str], actor: Actor, now: datetime) -> None:
    """What is sent changes; an empty value takes the field away. A new key to the service makes the old token worthless.

    Raises `notifications.messenger_field_unknown`, `_field_wrong`, `_field_missing`.
    """
    actor.require(PERMISSION)
    messenger, row = found(name), row_of(name)
    changes, secrets = _put(messenger, row, {key: value.strip() for key, value in fields.items()})
    if enabled is not None and enabled != row.enabled:
        changes["enabled"] = [row.enabled, enabled]
        row.enabled = enabled
    if row.enabled and (lacking := _missing(messenger, row)):
        raise Invalid("notifications.messenger_field_missing", field=f"fields.{lacking[0]}")
    if not changes and not secrets:
        return
    if set(changes) - {"enabled"} or secrets:
        row.token, row.token_until, row.fetching_until = "", None, None
        row.token_number += 1
    row.save()
    record(MessengerChanged(name, changes, secrets), COMPANY, actor=actor, now=now)


def _put(
    messenger: Messenger, row: MessengerSettings, given: Mapping[str, str]
) -> tuple[dict[str, list[Any]], list[str]]:
    """(changes of what is no secret, names of the secrets that changed)."""
    known = {one.name: one for one in messenger.fields}
    changes: dict[str, list[Any]] = {}
    secrets: list[str] = []
    for name, value in given.items():
        if name not in known:
            raise Invalid("notifications.messenger_field_unknown", field=f"fields.{name}", name=name)
        _check(known[name], value)
        if known[name].secret:
            if value != _secret(row, name):
                secrets.append(name)
                row.sealed = {key: one for key, one in row.sealed.items() if key != name} | (
                    {name: seal(value, connecting.PURPOSE)} if value else {}
                )
        elif value != row.values.get(name, ""):
            changes[name] = [row.values.get(name, ""), value]
            row.values = {**row.values, name: value}
    return changes, secrets


def _secret(row: MessengerSettings, name: str) -> str:
    try:
        return unseal(row.sealed[name], connecting.PURPOSE) if name in row.sealed else ""
    except Unreadable:
        return ""


def _check(field: Field, value: str) -> None:
    wrong = value not in field.choices if field.choices else not re.fullmatch(field.pattern, value)
    if wrong and (value or field.choices):
        raise Invalid("notifications.messenger_field_wrong", field=f"fields.{field.name}")


def try_out(name: str, *, actor: Actor, language: str, now: datetime) -> dict[str, Any]:
    """Send the asker a message and say in words what the service answered. It need not be switched on for that.

    Raises `notifications.messenger_no_account` for who is not known there.
    """
    actor.require(PERMISSION)
    account = MessengerAccount.objects.filter(messenger_id=found(name).name, user_id=actor.person).first()
    if account is None:
        raise Invalid("notifications.messenger_no_account", field="account")
    title, text = i18n.text(language, "shell.product"), i18n.text(language, "messengers.trial")
    message = Message(title, text, settings.PUBLIC_URL, f"trial-{actor.person}-{now.timestamp():.0f}", now)
    try:
        connecting.Line.to(name, enabled=False).send(account.account, message, now)
    except Trouble as trouble:
        return {"ok": False, "word": trouble.word, **in_words(trouble, language)}
    return {"ok": True, "word": "sent", "detail": i18n.text(language, "errors.messengers.sent"), "said": ""}


def in_words(trouble: Trouble, language: str) -> dict[str, str]:
    said = " ".join(filter(None, (trouble.code, trouble.said)))
    return {"detail": i18n.text(language, f"errors.messengers.{trouble.word}"), "said": said}
