"""Who may have seen a record before or after a change, as plain data that travels with the event."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

# A record as the caller names it: a row with `subject_kind`, or (kind, id) where only the id is at hand.
Subject = Model | tuple[str, int]
# (owner_id, unit_id) of a record.
Holder = tuple[int | None, int | None]


def subject_key(subject: Subject) -> tuple[str, int]:
    if isinstance(subject, tuple):
        return subject
    return subject.subject_kind, subject.pk  # type: ignore[attr-defined]


def audience_of(subjects: Sequence[Subject], previous: Sequence[Holder | None]) -> list[dict[str, Any]]:
    """One entry per record. `owner_ids[i]` and `unit_ids[i]` belong together; both are empty for a record
    named by id alone, which only a permission over all records, or a share, then reaches.
    """
    before = [*previous, *[None] * (len(subjects) - len(previous))]
    entries: dict[tuple[str, int], dict[str, Any]] = {}
    for subject, earlier in zip(subjects, before, strict=True):
        holders = list(dict.fromkeys(holder for holder in (earlier, _holder(subject)) if holder is not None))
        kind, object_id = subject_key(subject)
        entries[kind, object_id] = {
            "kind": kind,
            "id": object_id,
            "version": getattr(subject, "version", None),
            "owner_ids": [owner_id for owner_id, _ in holders],
            "unit_ids": [unit_id for _, unit_id in holders],
        }
    return list(entries.values())


def _holder(subject: Subject) -> Holder | None:
    if isinstance(subject, tuple) or not hasattr(subject, "owner_id"):
        return None
    return subject.owner_id, getattr(subject, "unit_id", None)
