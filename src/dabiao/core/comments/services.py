"""Saying something on a record, putting it right, taking it back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core import subjects
from dabiao.core.access import sight
from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.core.attachments import services as attachments
from dabiao.core.comments import events
from dabiao.core.comments.models import LONGEST, Comment
from dabiao.core.errors import Forbidden, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit
from dabiao.core.notifications.services import notify

PART = "comment"
WRITE, MODERATE = "comment.write", "comment.remove"
MOST_MENTIONS = 20
EXCERPT = 80  # characters in a notification


@transaction.atomic
def add(
    *,
    subject_kind: str,
    subject_id: int,
    text: str,
    mentions: Sequence[int],
    files: Sequence[int] = (),
    actor: Actor,
    now: datetime,
) -> Comment:
    """A comment on a record that the actor sees; whom it names is told, and the record's owner.

    `files` were sent ahead for it. Raises `core.not_found`, `comments.empty`, `comments.too_long`, `files.not_waiting`, and
    `comments.cannot_see` for a person named who may not see the record: they would be told of something they cannot open.
    """
    row = subjects.load(subject_kind, subject_id, actor=actor)
    actor.require(WRITE)
    named = _named(mentions, subject_kind, subject_id)
    comment = Comment(
        subject_kind=subject_kind,
        subject_id=subject_id,
        author_id=actor.person,
        text=_checked(text),
        mentions=named,
        created_at=now,
    )
    comment.save()
    attachments.place(
        files,
        about_kind=subject_kind,
        about_id=subject_id,
        part=(PART, comment.pk),
        actor=actor,
        now=now,
    )
    record(events.CommentAdded(comment.pk, comment.text, named, list(files)), row, actor=actor, now=now)
    _tell(comment, row, named, actor=actor, now=now)
    owner = getattr(row, "owner_id", None)
    if owner not in (None, actor.user_id, *named):
        _notify([owner], "comment.on_yours", comment, row, actor=actor, now=now)
    return comment


@transaction.atomic
def edit(
    id: int, *, text: str, mentions: Sequence[int], version: int, actor: Actor, now: datetime
) -> Comment:
    """One's own comment said better; who is named only now is told now. Raises what `add` does, and `edit.conflict`."""
    comment, row = _own(id, actor)
    before, named = comment.text, _named(mentions, comment.subject_kind, comment.subject_id)
    said_already = set(comment.mentions)
    changes = {"text": _checked(text), "mentions": named}
    if not merge_edit(comment, changes, base=None, version=version, editable=frozenset(changes)):
        return comment
    comment.edited_at = now
    comment.save()
    if comment.text != before:
        fact = events.CommentEdited(comment.pk, {"text": [before, comment.text]})
        record(fact, row, actor=actor, now=now)
    _tell(comment, row, [one for one in named if one not in said_already], actor=actor, now=now)
    return comment


@transaction.atomic
def remove(id: int, *, actor: Actor, now: datetime) -> None:
    """One's own, or anybody's with `comment.remove`. A second time changes nothing."""
    comment, row = _held(id, actor)
    if not may_remove(comment, actor):
        raise Forbidden("comments.not_yours")
    if comment.removed_at is None:
        _set_removed(comment, now)
        attachments.set_withdrawn((PART, id), True, actor=actor, now=now)
        record(events.CommentRemoved(comment.pk), row, actor=actor, now=now)


@transaction.atomic
def restore(id: int, *, actor: Actor, now: datetime) -> Comment:
    """Undo a removal of one's own comment."""
    comment, row = _own(id, actor, removed=True)
    if comment.removed_at is not None:
        _set_removed(comment, None)
        attachments.set_withdrawn((PART, id), False, actor=actor, now=now)
        record(events.CommentRestored(comment.pk), row, actor=actor, now=now)
    return comment


def may_edit(comment: Comment, actor: Actor) -> bool:
    return comment.author_id == actor.user_id and actor.may(WRITE)


def may_remove(comment: Comment, actor: Actor) -> bool:
    return may_edit(comment, actor) or actor.may(MODERATE)


def _set_removed(comment: Comment, moment: datetime | None) -> None:
    comment.removed_at = moment
    comment.version += 1
    comment.save(update_fields=["removed_at", "version"])


def _held(id: int, actor: Actor) -> tuple[Comment, Any]:
    """The comment, locked, and its record, which the actor must see."""
    comment = Comment.objects.select_for_update().filter(pk=id).first()
    if comment is None:
        raise NotFound("core.not_found", kind="comment", id=id)
    return comment, subjects.load(comment.subject_kind, comment.subject_id, actor=actor)


def _own(id: int, actor: Actor, *, removed: bool = False) -> tuple[Comment, Any]:
    comment, row = _held(id, actor)
    actor.require(WRITE)
    if comment.author_id != actor.user_id:
        raise Forbidden("comments.not_yours")
    if comment.removed_at is not None and not removed:
        raise NotFound("core.not_found", kind="comment", id=id)
    return comment, row


def _checked(text: str) -> str:
    said = text.strip()
    if not said:
        raise Invalid("comments.empty", field="text")
    if len(said) > LONGEST:
        raise Invalid("comments.too_long", field="text", limit=LONGEST, length=len(said))
    return said


def _named(mentions: Sequence[int], kind: str, id: int) -> list[int]:
    """Each person once, in order. All of them may see the record."""
    wanted = list(dict.fromkeys(mentions))
    if len(wanted) > MOST_MENTIONS:
        raise Invalid("comments.too_many_mentions", field="mentions", limit=MOST_MENTIONS)
    seeing = set(sight.seeing(kind, id, wanted))
    if blind := [user_id for user_id in wanted if user_id not in seeing]:
        name = User.objects.filter(pk=blind[0]).values_list("name", flat=True).first()
        raise Invalid("comments.cannot_see", field="mentions", name=name or blind[0])
    return wanted


def _tell(comment: Comment, row: Any, named: Collection[int], *, actor: Actor, now: datetime) -> None:
    others = [user_id for user_id in named if user_id != actor.user_id]
    _notify(others, "comment.mentioned", comment, row, actor=actor, now=now)


def _notify(
    people: Collection[int | None], kind: str, comment: Comment, row: Any, *, actor: Actor, now: datetime
) -> None:
    title = subjects.get(comment.subject_kind).title(row)
    params = {"by": actor.name, "title": title, "text": comment.text[:EXCERPT]}
    notify(people, kind, params, (comment.subject_kind, comment.subject_id), now, dedupe=comment.pk)
