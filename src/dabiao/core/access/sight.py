"""Who sees one record, asked of people rather than of records."""

from collections.abc import Iterable, Iterator

from dabiao.core import subjects
from dabiao.core.access import actors
from dabiao.core.access.models import User


def seeing(kind: str, id: int, user_ids: Iterable[int]) -> Iterator[int]:
    """Those of these people who see the record, in their order, one after the other: a few statements each.

    Raises `core.unknown_kind`.
    """
    visible_to, wanted = subjects.get(kind).visible_to, list(user_ids)
    people = User.objects.filter(is_active=True).in_bulk(wanted)
    for user_id in wanted:
        if user_id in people and visible_to(actors.build(people[user_id])).filter(pk=id).exists():
            yield user_id
