"""Connecting a platform, as an administrator does it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.fields import definitions
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.modules.channels import events
from dabiao.modules.channels.enums import ChannelKind, Signing
from dabiao.modules.channels.models import Connection
from dabiao.modules.channels.rules.adapters import ADAPTERS
from dabiao.modules.channels.rules.payloads import check_path
from dabiao.modules.channels.services import _secrets as secrets
from dabiao.modules.leads.enums import LeadSource

PERMISSION = "channel.manage"
EDITABLE = frozenset(
    {"name", "active", "signing", "signature_name", "source", "campaign", "mapping", "agents"}
)
# where leads come from that a kind brings, unless somebody says otherwise
SOURCES = {ChannelKind.JSON: LeadSource.FORM, ChannelKind.TELEPHONY: LeadSource.PHONE}


@transaction.atomic
def connect(
    *, kind: str, name: str, secret: str = "", actor: Actor, now: datetime, **facts: Any
) -> Connection:
    """A new address for a platform. Raises `core.not_a_choice`, `core.required`, and as `edit` does."""
    actor.require(PERMISSION)
    if kind not in ChannelKind.values:
        raise Invalid("core.not_a_choice", field="kind", value=kind, known=", ".join(ChannelKind.values))
    facts.setdefault("source", SOURCES.get(ChannelKind(kind), LeadSource.ADVERT))
    connection = Connection(kind=kind, name=name, created_at=now, updated_at=now, **_checked(kind, facts))
    secrets.give_address(connection)
    secrets.keep_secret(connection, secret)
    _check_whole(connection)
    connection.save()
    record(events.ConnectionMade(name=name, platform=kind), connection, actor=actor, now=now)
    return connection


@transaction.atomic
def edit(
    connection_id: int,
    *,
    changes: Mapping[str, Any],
    secret: str | None = None,
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Connection:
    """Change what a connection says; `secret` None leaves that, "" takes it away.

    Raises `core.not_found`, `edit.conflict`, `channels.secret_missing`, `channels.mapping_unknown`, `channels.bad_path`,
    `channels.agent_unknown`, `channels.mapping_fixed`.
    """
    actor.require(PERMISSION)
    connection = fetch(Connection.objects.all(), connection_id, lock=True)
    wanted = _checked(connection.kind, changes)
    applied = merge_edit(connection, wanted, base=base, version=version, editable=EDITABLE) if wanted else {}
    renewed = secret is not None and secret != secrets.secret_of(connection)
    if not applied and not renewed:
        return connection
    if renewed:
        secrets.keep_secret(connection, secret or "")
        connection.version += not applied
    _check_whole(connection)
    connection.updated_at = now
    connection.save()
    fact = events.ConnectionEdited(connection.name, wired(applied), secret_changed=renewed)
    record(fact, connection, actor=actor, now=now)
    return connection


@transaction.atomic
def renew_address(connection_id: int, *, actor: Actor, now: datetime) -> Connection:
    """From now on the old address is nobody's. Raises `core.not_found`."""
    actor.require(PERMISSION)
    connection = fetch(Connection.objects.all(), connection_id, lock=True)
    secrets.give_address(connection)
    connection.version, connection.updated_at = connection.version + 1, now
    connection.save()
    fact = events.ConnectionEdited(connection.name, {}, address_changed=True)
    record(fact, connection, actor=actor, now=now)
    return connection


def _check_whole(connection: Connection) -> None:
    if not connection.name.strip():
        raise Invalid("core.required", field="name")
    if connection.signing != Signing.NONE and not connection.sealed_secret:
        raise Invalid("channels.secret_missing", field="secret")


def _checked(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    checked = dict(facts)
    if "mapping" in facts:
        _check_mapping(kind, facts["mapping"])
    if "agents" in facts:
        checked["agents"] = _agents(facts["agents"])
    return checked


def _check_mapping(kind: str, mapping: Mapping[str, str]) -> None:
    known = ADAPTERS[kind].fields
    if mapping and not known:
        raise Invalid("channels.mapping_fixed", field="mapping")
    custom = {f"fields.{key}" for key in definitions.of("lead")} if kind == ChannelKind.JSON else set()
    for name, path in mapping.items():
        if name not in known and name not in custom:
            raise Invalid(
                "channels.mapping_unknown", field=f"mapping.{name}", name=name, known=", ".join(known)
            )
        check_path(path, field=f"mapping.{name}")


def _agents(logins: Mapping[str, str]) -> dict[str, int]:
    """What the telephone system calls somebody → their number, by login."""
    people = dict(User.objects.filter(login__in=logins.values()).values_list("login", "pk"))
    for extension, login in logins.items():
        if login not in people:
            raise Invalid("channels.agent_unknown", field=f"agents.{extension}", login=login)
    return {extension: people[login] for extension, login in logins.items()}
