"""The company's list of tags, kept in order by those who may."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.modules.org import events, rules
from dabiao.modules.org.models import Skill, Tag

TAG_FIELDS = frozenset({"name", "active"})


@transaction.atomic
def create_tag(*, name: str, actor: Actor, now: datetime) -> Tag:
    """Put a tag on the list. Raises `org.tag_there` (409), `core.required`, `org.tag_separator`."""
    actor.require("tag.manage")
    tag = Tag(name=name.strip(), key=rules.tag_key(name), created_at=now, updated_at=now)
    _refuse_another(tag)
    tag.save()
    record(events.TagCreated(tag.name), tag, actor=actor, now=now)
    access.announce()
    return tag


@transaction.atomic
def edit_tag(
    tag_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Tag:
    """Rename a tag, wherever it is used, retire it or bring it back.

    Raises `org.tag_there` (409), `core.required`, `org.tag_separator`, `edit.conflict`.
    """
    actor.require("tag.manage")
    tag = fetch(Tag.objects.all(), tag_id, lock=True)
    applied = merge_edit(tag, changes, base=base, version=version, editable=TAG_FIELDS)
    if applied:
        tag.name, tag.key = tag.name.strip(), rules.tag_key(tag.name)
        _refuse_another(tag)
        tag.updated_at = now
        tag.save()
        record(events.TagEdited(tag.name, wired(applied)), tag, actor=actor, now=now)
        access.announce()
    return tag


@transaction.atomic
def remove_tag(tag_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a tag off the list that nobody is good at and nothing is about.

    Raises `org.tag_in_use` (409): such a one can be retired.
    """
    actor.require("tag.manage")
    tag = fetch(Tag.objects.all(), tag_id, lock=True)
    if Skill.objects.filter(tag=tag).exists():
        raise Conflict("org.tag_in_use", field="id", name=tag.name)
    record(events.TagRemoved(tag.name, tag.pk), tag, actor=actor, now=now)
    tag.delete()
    access.announce()


def _refuse_another(tag: Tag) -> None:
    """Two who enter one name at once come one after the other."""
    hold_name(f"tag {tag.key}")
    other = Tag.objects.filter(key=tag.key).exclude(pk=tag.pk).first()
    if other is not None:
        raise Conflict("org.tag_there", field="name", name=other.name)
