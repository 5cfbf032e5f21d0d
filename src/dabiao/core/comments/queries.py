"""Comments as a timeline shows them: as they are now, not as they were said first."""

from collections.abc import Iterable
from typing import Any

from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.core.attachments import queries as attachments
from dabiao.core.comments.models import Comment
from dabiao.core.comments.services import may_edit, may_remove


def shown(ids: Iterable[int], *, actor: Actor) -> dict[int, dict[str, Any]]:
    """By id; for records that the actor was found to see. Of a removed one it is only told that it was there."""
    comments = list(Comment.objects.filter(pk__in=list(ids)))
    people = {user_id for comment in comments for user_id in comment.mentions}
    files = attachments.of_parts("comment", [comment.pk for comment in comments], actor=actor)
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
    return {
        comment.pk: {**_shown(comment, names, actor), "files": files.get(comment.pk, [])}
        for comment in comments
    }


def one(id: int, *, actor: Actor) -> dict[str, Any]:
    return shown([id], actor=actor)[id]


def _shown(comment: Comment, names: dict[int, str], actor: Actor) -> dict[str, Any]:
    gone = comment.removed_at is not None
    allowed = {"edit": may_edit(comment, actor), "remove": may_remove(comment, actor)}
    return {
        "comment_id": comment.pk,
        "text": "" if gone else comment.text,
        "mentions": [] if gone else [{"id": id, "name": names.get(id, "")} for id in comment.mentions],
        "version": comment.version,
        "edited": comment.edited_at is not None,
        "removed": gone,
        "actions": [] if gone else [verb for verb, may in allowed.items() if may],
    }
