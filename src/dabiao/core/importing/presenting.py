"""One import as a person sees it."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.i18n import text
from dabiao.core.importing import queries
from dabiao.core.importing.enums import OVER, ImportStatus, UndoStatus
from dabiao.core.importing.kinds import RECORD_ID, fields_of, kind_named
from dabiao.core.importing.models import ImportRun

_PLAIN = (
    *("id", "kind", "filename", "status", "total", "done", "created", "joined", "rejected", "created_by_id"),
    *("created_at", "started_at", "finished_at", "format", "encoding", "delimiter", "sheet", "sheets"),
    *("guess", "mapping", "options", "dry_run", "mode", "updated", "unchanged"),
    *("undo_status", "undone", "kept", "undo_asked_at", "undo_finished_at"),
)


def detail(run: ImportRun, *, actor: Actor, language: str) -> dict[str, Any]:
    """Everything the mapping screen and the progress screen need; samples only for who may see them."""
    kind = kind_named(run.kind)
    shows = queries.shows_contents(actor, run)
    return {
        **{name: getattr(run, name) for name in _PLAIN},
        "created_by_name": run.created_by.name if run.created_by else None,
        "rows": run.total,
        "columns": [{**column, "samples": column["samples"] if shows else []} for column in run.columns],
        "fields": [
            {
                "name": one.name,
                "label_key": one.label_key,
                "required": one.required,
                "shape": one.shape,
                "choices": list(one.choices),
                "when_new": one.when_new,
            }
            for one in fields_of(kind)
        ],
        "match_fields": [RECORD_ID.name, *kind.updating.keys] if kind.updating else [],
        "error": _error(run, language),
        "actions": _actions(run, actor, shows=shows),
    }


def _error(run: ImportRun, language: str) -> dict[str, Any] | None:
    if not run.error_code:
        return None
    params = {"field": run.error_field, **run.error_params}
    detail = text(language, f"errors.{run.error_code}", **params)
    return {
        "code": run.error_code,
        "field": run.error_field or None,
        "detail": detail,
        "params": run.error_params,
    }


def _actions(run: ImportRun, actor: Actor, *, shows: bool) -> list[str]:
    own = actor.user_id is not None and run.created_by_id == actor.user_id
    offered = (
        ("start", own and (run.status == ImportStatus.UPLOADED or (run.dry_run and run.status in OVER))),
        ("cancel", own and run.status not in OVER),
        ("rejected", shows and run.rejected > 0),
        ("rows", shows and run.done > 0),
        ("undo", _undoable(run) and queries.may_undo(actor, run)),
    )
    return [name for name, given in offered if given]


def _undoable(run: ImportRun) -> bool:
    """By what the run itself says; whether the time for it is over is said when somebody asks."""
    wrote = run.created + run.updated + run.joined > 0
    return (
        wrote
        and kind_named(run.kind).undo is not None
        and not run.dry_run
        and run.status in OVER
        and run.undo_status in ("", UndoStatus.FAILED)
    )
