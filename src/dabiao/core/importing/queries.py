"""Imports an actor may see: their own, and those that `import.read` reaches."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor, Scope
from dabiao.core.errors import Forbidden, NotFound
from dabiao.core.importing.enums import UNDOABLE, ImportStatus, Undone
from dabiao.core.importing.kinds import kind_named
from dabiao.core.importing.models import ImportedRow, ImportReject, ImportRun
from dabiao.core.lists.spec import Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers
from dabiao.core.search.narrowing import SearchIn

PERMISSION = "import.read"
_REMEMBERED = 20

SPEC = ListSpec(
    kind="import",
    columns={
        **plain(
            *("id", "kind", "filename", "status", "dry_run", "mode", "total", "done", "created", "updated"),
            *("unchanged", "joined", "rejected", "undo_status", "undone", "kept"),
        ),
        "created_by_id": Column("created_by_id"),
        "created_by_name": Column("created_by__name"),
        **times("created_at", "started_at", "finished_at"),
    },
    sorts={"id": Sort("id")},
    default_sort="-id",
    search=SearchIn("import", anyones=True),
)


def visible(actor: Actor) -> QuerySet[ImportRun]:
    scope = actor.scope(PERMISSION)
    if scope is Scope.ALL:
        return ImportRun.objects.all()
    reach = Q(created_by_id=actor.user_id) if actor.user_id is not None else Q(pk__in=[])
    if scope is Scope.UNIT:
        reach |= Q(unit_id__in=sorted(actor.unit_ids))
    elif scope is Scope.TEAM and actor.unit_id is not None:
        reach |= Q(unit_id=actor.unit_id)
    return ImportRun.objects.filter(reach)


def names_of(ids: list[int], actor: Actor) -> dict[int, str]:
    """Import → its file, of those that the actor sees."""
    return dict(visible(actor).filter(pk__in=ids).values_list("pk", "filename"))


def get(run_id: int, *, actor: Actor, lock: bool = False) -> ImportRun:
    """Raises `core.not_found`."""
    runs = visible(actor)
    found = (runs.select_for_update(of=("self",)) if lock else runs).filter(pk=run_id).first()
    if found is None:
        raise NotFound("core.not_found", kind="import", id=run_id)
    return found


def shows_contents(actor: Actor, run: ImportRun) -> bool:
    """Whether the actor may see what stood in the file: whose file it is, and who may read every phone of that kind."""
    own = actor.user_id is not None and run.created_by_id == actor.user_id
    return own or actor.is_system or actor.scope(f"{run.kind}.read_phone") is Scope.ALL


def demand_contents(actor: Actor, run: ImportRun) -> None:
    """Raises `access.forbidden` where `shows_contents` says no."""
    if not shows_contents(actor, run):
        raise Forbidden("access.forbidden", permission=f"{run.kind}.read_phone")


def may_undo(actor: Actor, run: ImportRun) -> bool:
    """Whose file it is, while they may import that kind; and whom `import.undo` reaches that far."""
    own = actor.user_id is not None and run.created_by_id == actor.user_id
    if actor.is_system or (own and actor.may(kind_named(run.kind).permission)):
        return True
    return covers(actor, "import.undo", id=run.pk, owner_id=run.created_by_id, unit_id=run.unit_id)


def rows_of(run: ImportRun, shown: str = "") -> QuerySet[ImportedRow]:
    """What became of the rows, in the order of the file. `shown`: an outcome, or `kept` for what an undo left."""
    rows = ImportedRow.objects.filter(run_id=run.pk).order_by("row_number")
    if shown == "kept":
        return rows.filter(undone__in=[Undone.KEPT, Undone.PARTLY])
    return rows.filter(outcome=shown) if shown else rows


def undoable(run: ImportRun) -> QuerySet[ImportedRow]:
    """Rows that wrote something. Imports from before rows were kept have none."""
    return ImportedRow.objects.filter(run_id=run.pk, outcome__in=UNDOABLE)


def rejects_of(run: ImportRun) -> Iterator[ImportReject]:
    return ImportReject.objects.filter(run=run).order_by("row_number").iterator(chunk_size=1000)


def remembered_mapping(kind: str, header: list[str], actor: Actor) -> dict[str, str]:
    """What the actor last chose for a file with these very columns."""
    earlier: QuerySet[ImportRun, Any] = (
        ImportRun.objects.filter(created_by_id=actor.user_id, kind=kind)
        .exclude(status=ImportStatus.UPLOADED)
        .order_by("-id")
        .values_list("header", "mapping")[:_REMEMBERED]
    )
    return next((mapping for columns, mapping in earlier if columns == header and mapping), {})
