"""A list narrowed by a condition, within a time that nobody has to wait longer for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.conditions import language, vocabulary
from dabiao.core.db import TooSlow, at_most
from dabiao.core.errors import Invalid
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import ListSpec

SECONDS = 5


def conditioned(
    queryset: QuerySet[Any], spec: ListSpec, asked: PageRequest, *, actor: Actor
) -> QuerySet[Any]:
    """The rows for which the condition holds. Raises `conditions.*` for one that is none."""
    if asked.where is None or asked.now is None:
        return queryset
    words = vocabulary.of(spec.vocabulary)
    return queryset.filter(language.compiled(asked.where, words, actor=actor, now=asked.now))


@contextmanager
def bounded(asked: PageRequest) -> Iterator[None]:
    """Conditions may ask what no index knows; then the database looks through rows, but not for ever.

    Raises `conditions.too_slow`.
    """
    if asked.where is None:
        yield
        return
    try:
        with at_most(SECONDS):
            yield
    except TooSlow:
        raise Invalid("conditions.too_slow", field="where", seconds=SECONDS) from None
