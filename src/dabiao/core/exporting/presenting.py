"""Exports as screens show them."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError
from dabiao.core.exporting import queries, services, words
from dabiao.core.exporting.columns import columns_of
from dabiao.core.exporting.enums import ExportStatus
from dabiao.core.exporting.kinds import kind_named
from dabiao.core.exporting.models import Export
from dabiao.core.i18n import text
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest

Shown = dict[str, Any]


def page(view: str, asked: PageRequest, *, actor: Actor, language: str) -> Shown:
    found = pages.page(queries.chosen(view, actor=actor), queries.SPEC, asked, actor=actor)
    for row in found["items"]:
        _say(row, actor, language)
    return found


def detail(id: int, *, actor: Actor, language: str) -> Shown:
    """One export; for who decides, also how many rows it would be now."""
    export = queries.get(id, actor=actor)
    row = pages.one(queries.visible_to(actor), queries.SPEC, id, actor=actor)
    _say(row, actor, language)
    waits = export.status == ExportStatus.WAITING
    return {
        **row,
        "columns": _headings(export, language),
        "rows_now": _rows_now(export) if waits and "approve" in row["actions"] else None,
        "approvers": _approvers(export) if waits else [],
        "error": _error(export, language),
    }


def _say(row: Shown, actor: Actor, language: str) -> None:
    said = row.pop("words")
    row["parts"] = said.get(language) or []
    row["what"] = words.title(row["kind"], said, language)
    row["actions"] = queries.actions(row, actor=actor, file_kept=row["size"] is not None)


def _headings(export: Export, language: str) -> list[str]:
    """Of the columns asked for; none for all. A custom field that is gone is left out."""
    kind, found = kind_named(export.kind), []
    for name in export.columns:
        try:
            found += [one.heading(language) for one in columns_of(kind, language, [name]) if one.name == name]
        except DomainError:
            continue
    return found


def _rows_now(export: Export) -> int | None:
    """None where it could not be written any more, or counting takes too long."""
    try:
        return services.rows_now(export)
    except DomainError:
        return None


def _approvers(export: Export) -> list[str]:
    return [one.name for one in queries.approvers_of(export.asked_by_id, export.unit_id)]


def _error(export: Export, language: str) -> str | None:
    return text(language, f"errors.{export.error_code}", **export.error_params) if export.error_code else None
