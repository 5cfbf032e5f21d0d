"""What became of the rows of an import, as a page or a file shows it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from dabiao.core import subjects
from dabiao.core.actor import Actor, Scope
from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.terms import Term
from dabiao.core.conditions.words import values_in_words
from dabiao.core.exporting.tables import TableFile, table
from dabiao.core.fields import definitions
from dabiao.core.fields.definitions import PREFIX
from dabiao.core.i18n import text
from dabiao.core.importing import queries
from dabiao.core.importing.kinds import fields_by_name, kind_named
from dabiao.core.importing.models import ImportedRow, ImportReject, ImportRun
from dabiao.core.importing.rejects import reason_text
from dabiao.core.masking import mask_of
from dabiao.core.scoping import covers

Shown = dict[str, Any]
_BATCH = 500


def page(
    run: ImportRun, *, shown: str, after: int, limit: int, actor: Actor, language: str
) -> dict[str, Any]:
    """Rows behind row number `after`, and the number to go on from."""
    rows = list(queries.rows_of(run, shown).filter(row_number__gt=after)[: limit + 1])
    items = described(run, rows[:limit], actor=actor, language=language)
    return {"items": items, "next": rows[limit - 1].row_number if len(rows) > limit else None}


def described(run: ImportRun, rows: Sequence[ImportedRow], *, actor: Actor, language: str) -> list[Shown]:
    fields = fields_by_name(kind_named(run.kind))
    hidden = _hidden(rows, actor)
    rejects = ImportReject.objects.filter(run=run, row_number__in=[row.row_number for row in rows])
    reasons = {
        one.row_number: [{"code": one.code, "field": one.field, "params": one.params}, *one.more]
        for one in rejects
    }
    return [
        {
            "row": row.row_number,
            "outcome": row.outcome,
            "record_kind": row.record_kind or None,
            "record_id": row.record_id,
            "same_as": row.same_as,
            "changes": _changes(row, language, hidden),
            "reasons": [reason_text(one, fields, language) for one in reasons.get(row.row_number, ())],
            "undone": row.undone or None,
            "kept": [_kept(one, row.record_kind, language) for one in row.kept or ()],
        }
        for row in rows
    ]


def _hidden(rows: Sequence[ImportedRow], actor: Actor) -> set[tuple[str, int]]:
    """Records whose numbers and addresses the actor may not read as they were before."""
    hidden: set[tuple[str, int]] = set()
    for kind in {row.record_kind for row in rows if row.changes and row.record_kind}:
        if actor.scope(f"{kind}.read_phone") is Scope.ALL:
            continue
        ids = {row.record_id for row in rows if row.record_kind == kind and row.record_id}
        there = subjects.get(kind).model._default_manager.filter(pk__in=ids)
        read = {
            id
            for id, owner, unit in there.values_list("pk", "owner_id", "unit_id")
            if covers(actor, f"{kind}.read_phone", id=id, owner_id=owner, unit_id=unit)
        }
        hidden |= {(kind, id) for id in ids - read if id is not None}
    return hidden


def _changes(row: ImportedRow, language: str, hidden: set[tuple[str, int]]) -> list[Shown]:
    """Before and after, field by field; what follows an owner (unit, state) is left out."""
    sensitive = subjects.get(row.record_kind).sensitive if row.changes else frozenset()
    masks = (row.record_kind, row.record_id) in hidden
    found = []
    for name, (was, after) in (row.changes or {}).items():
        if name not in _FOLLOWING:
            before = mask_of(name, was) if masks and name in sensitive else was
            said = [_in_words(row.record_kind, name, value, language) for value in (before, after)]
            label = _label(row.record_kind, name, language)
            found.append(
                {
                    "field": name,
                    "label": label,
                    "before": before,
                    "after": after,
                    "before_text": said[0],
                    "after_text": said[1],
                }
            )
    return found


def _in_words(record_kind: str, name: str, value: Any, language: str) -> str:
    """A value as the record's page says it; nothing for an empty one."""
    if value in (None, "", []):
        return ""
    several = value if isinstance(value, list) else [value]
    term = vocabulary.of(record_kind).words.get(name)
    said = values_in_words(term, several, language) if isinstance(term, Term) else map(str, several)
    return text(language, "exporting.or").join(said)


_FOLLOWING = ("unit_id", "status", "assigned_at")


def _label(record_kind: str, name: str, language: str) -> str:
    custom = definitions.every().get(record_kind, {}).get(name.removeprefix(PREFIX))
    if custom is not None and name.startswith(PREFIX):
        return custom.label(language)
    return text(language, f"fields.{record_kind}.{name}")


def _kept(one: Mapping[str, Any], record_kind: str, language: str) -> str:
    said = text(language, f"errors.{one['code']}", **{"field": one["field"], **one["params"]})
    return f"{_label(record_kind, one['field'], language)}: {said}" if one["field"] else said


def results_file(run: ImportRun, *, format: str = "csv", language: str, actor: Actor) -> TableFile:
    """Row, outcome, record, changes, reasons, and what an undo did."""
    names = ("row_number", "outcome", "record", "same_as", "changes", "reason", "undone", "kept")
    heading = [text(language, f"fields.importing.{name}") for name in names]
    name = text(language, "fields.importing.results_file", filename=run.filename.rsplit(".", 1)[0])
    return table(heading, _lines(run, language, actor), format=format, filename=name)


def _lines(run: ImportRun, language: str, actor: Actor) -> Iterator[list[Any]]:
    rows: Iterator[ImportedRow] = queries.rows_of(run).iterator(chunk_size=_BATCH)
    while some := list(islice(rows, _BATCH)):
        for row in described(run, some, actor=actor, language=language):
            yield [
                row["row"],
                text(language, f"enums.import_outcome.{row['outcome']}"),
                f"#{row['record_id']}" if row["record_id"] else "",
                row["same_as"] or "",
                "; ".join(
                    f"{one['label']}: {one['before_text']} → {one['after_text']}" for one in row["changes"]
                ),
                "; ".join(row["reasons"]),
                text(language, f"enums.import_undone.{row['undone']}") if row["undone"] else "",
                "; ".join(row["kept"]),
            ]
