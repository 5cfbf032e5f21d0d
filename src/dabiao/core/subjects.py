"""The registry of record kinds, so that timeline, files, search and handover can speak of any record."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, Model, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.kept import Given, RememberedRecords
from dabiao.core.scoping import fetch, rights_on


@dataclass(frozen=True)
class Subject:
    """One kind of record. `touch` pushes one contact down, `recount` what all contacts say; `transfer` hands all of a
    person's rows over; `about` names the records that one is about where its columns do not say so. `rests_on`: the kinds
    of record whose permissions alone decide what `visible_to` gives, where that is so."""

    kind: str
    model: type[Model]
    visible_to: Callable[[Actor], QuerySet[Any]]
    title: Callable[[Any], str]
    subtitle_field: str = ""
    title_field: str = "name"
    touch: Callable[..., None] | None = None
    recount: Callable[..., None] | None = None
    transfer: Callable[..., int] | None = None
    holdings: Callable[[int], int] | None = None
    about: Callable[[Any], Iterable[tuple[str, int]]] | None = None
    proves: bool = False
    sensitive: frozenset[str] = frozenset()
    rests_on: tuple[str, ...] = ()

    @cached_property
    def records(self) -> RememberedRecords[Any]:
        return RememberedRecords(self.model)


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    _subjects[subject.kind] = subject


def get(kind: str) -> Subject:
    """Raises `core.unknown_kind` for a kind nobody registered."""
    if kind not in _subjects:
        raise Invalid(
            "core.unknown_kind", field="subject_kind", kind=kind, known=", ".join(sorted(_subjects))
        )
    return _subjects[kind]


def every() -> Iterable[Subject]:
    return _subjects.values()


def load(kind: str, id: int, *, actor: Actor) -> Any:
    """The record if the actor may see it; else `core.not_found`."""
    subject = get(kind)
    if not subject.rests_on:
        return fetch(subject.visible_to(actor), id)

    def write() -> QuerySet[Any]:
        return subject.visible_to(actor).filter(pk=Given("id", BigIntegerField())).order_by()

    found = subject.records(rights_on(actor, *subject.rests_on), write, id=id)
    if not found:
        raise NotFound("core.not_found", kind=kind, id=id)
    return found[0]


# columns that say which records another one is about: (kind's column or the kind itself, id's column)
_ABOUT = (("about_kind", "about_id"), ("subject_kind", "subject_id"))
_OF = (("customer", "customer_id"), ("opportunity", "opportunity_id"), ("lead", "lead_id"))


def concerned(kind: str, row: Any) -> list[tuple[str, int]]:
    """The record itself and those that it is about, as its columns say; a kind that says it otherwise has `about`."""
    found = [(kind, row.pk)]
    hook = get(kind).about
    if hook is not None:
        return [*found, *hook(row)]
    found += [(getattr(row, name, ""), getattr(row, id, None) or 0) for name, id in _ABOUT]
    found += [(name, getattr(row, id, None) or 0) for name, id in _OF]
    return [(name, id) for name, id in found if name and id]


def touch(
    kind: str,
    id: int,
    *,
    occurred_at: datetime,
    next_contact_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Tell a record that its customer was contacted. Kinds that keep no contact times ignore it."""
    hook = get(kind).touch
    if hook is not None:
        hook(id, occurred_at=occurred_at, next_contact_at=next_contact_at, actor=actor, now=now)


def recount(
    kind: str,
    id: int,
    *,
    first_contact_at: datetime | None,
    last_contact_at: datetime | None,
    next_contact_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Tell a record what its contact times are after some of its contacts were changed, or its plan."""
    hook = get(kind).recount
    if hook is not None:
        hook(
            id,
            first_contact_at=first_contact_at,
            last_contact_at=last_contact_at,
            next_contact_at=next_contact_at,
            actor=actor,
            now=now,
        )
