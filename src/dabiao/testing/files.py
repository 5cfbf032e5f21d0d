"""Files in tests: a picture, and importing a list from its text to its end."""

from datetime import datetime
from io import BytesIO
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.importing import services
from dabiao.core.importing.models import ImportedRow, ImportRun
from dabiao.testing.people import NOW


def a_picture(width: int = 8, height: int = 6, *, format: str = "PNG", **said: Any) -> bytes:
    """One colour, with whatever else Pillow writes into a file of this format."""
    from PIL import Image

    written = BytesIO()
    Image.new("RGB", (width, height), (21, 87, 255)).save(written, format, **said)
    return written.getvalue()


def imported(
    kind: str,
    content: str,
    actor: Actor,
    *,
    now: datetime = NOW,
    mapping: dict[str, str] | None = None,
    **options: Any,
) -> ImportRun:
    """Upload, start with the guessed mapping unless another is given, and run to the end."""
    run = services.upload(kind, BytesIO(content.encode()), "名单.csv", actor, now)
    services.start(run.pk, run.guess if mapping is None else mapping, options, actor, now)
    return services.execute(run.pk, clock=lambda: now)


def undone(run: ImportRun, actor: Actor, *, now: datetime = NOW) -> ImportRun:
    services.undo(run.pk, actor, now)
    return services.execute_undo(run.pk, clock=lambda: now)


def outcomes(run: ImportRun) -> list[str]:
    """Row by row, in the order of the file."""
    return list(
        ImportedRow.objects.filter(run_id=run.pk).order_by("row_number").values_list("outcome", flat=True)
    )


def refusals(run: ImportRun) -> list[tuple[int, str, str]]:
    return list(run.rejects.order_by("row_number").values_list("row_number", "code", "field"))


def kept(run: ImportRun) -> list[tuple[int, str, list[tuple[str, str]]]]:
    """Row, verdict and reasons of what an undo did not take back wholly."""
    rows = ImportedRow.objects.filter(run_id=run.pk, undone__in=["partly", "kept"]).order_by("row_number")
    return [(row.row_number, row.undone, [(one["code"], one["field"]) for one in row.kept]) for row in rows]
