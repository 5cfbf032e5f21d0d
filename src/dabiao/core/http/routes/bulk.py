"""Changes of many records at once: the answer that the routes of every kind give, and the undo."""

from typing import Any, Literal

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Path, Router, Schema

from dabiao.core.bulk import services
from dabiao.core.bulk.batches import verdict
from dabiao.core.bulk.models import BulkEdit
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.problems import language_of, row_refused
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import BulkIn, Id
from dabiao.core.i18n import text
from dabiao.core.importing.kinds import RowResult

router = Router(tags=["bulk"])


class BulkRowOut(Schema):
    id: int
    outcome: Literal["done", "unchanged", "conflict", "refused"]
    ok: bool
    code: str | None = None
    field: str | None = None
    detail: str | None = None


class BulkOut(Schema):
    id: int | None = Field(description="To undo it by; null if nothing changed.")
    results: list[BulkRowOut]


class BulkKept(Schema):
    field: str = Field(description="Empty where it is the whole record.")
    code: str
    detail: str


class BulkUndoRow(Schema):
    id: int
    outcome: Literal["undone", "partly", "kept"]
    kept: list[BulkKept]


class BulkUndone(Schema):
    id: int
    subject_kind: str
    results: list[BulkUndoRow]


def bulk_edited(request: ApiRequest, kind: str, body: BulkIn[Any]) -> HttpResponse:
    id, outcome = services.edit(
        kind, bases=body.bases(), changes=body.changed(), actor=request.auth, now=timezone.now()
    )
    return respond({"id": id, "results": [_row(request, *one) for one in outcome]}, 201)


def _row(request: ApiRequest, id: int, result: RowResult) -> dict[str, Any]:
    said = row_refused(request, result.error, id=id) if result.error else {"id": id, "ok": True}
    return {**said, "outcome": verdict(result)}


@router.post("/bulk-edits/{int:id}/undo", operation_id="bulk_edits_undo", response=BulkUndone)
def bulk_edits_undo(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Take back what you changed on many records within the last hour. What was changed since stays, and is named."""
    run = services.undo(id, actor=request.auth, now=timezone.now())
    return respond({"id": run.pk, "subject_kind": run.subject_kind, "results": _undone(request, run)})


def _undone(request: ApiRequest, run: BulkEdit) -> list[dict[str, Any]]:
    language, rows = language_of(request), []
    for id in run.images:
        kept = run.kept.get(id, {"partly": False, "why": []})
        outcome = "undone" if not kept["why"] else "partly" if kept["partly"] else "kept"
        why = [
            {"field": one["field"], "code": one["code"], "detail": _words(language, one)}
            for one in kept["why"]
        ]
        rows.append({"id": int(id), "outcome": outcome, "kept": why})
    return rows


def _words(language: str, kept: dict[str, Any]) -> str:
    return text(language, f"errors.{kept['code']}", **kept["params"], field=kept["field"])
