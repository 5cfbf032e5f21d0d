"""What the rows say of files, beside the bytes on the disk."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from dabiao.doctor.findings import Check, Look, Severity


def _without_their_bytes() -> Iterator[int]:
    root = Path(settings.DABIAO_HOME) / "files"
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, sha256, size FROM files_storedfile")
        rows = cursor.fetchall()
    for id, digest, size in rows:
        path = root / digest[:2] / digest
        if not path.is_file() or path.stat().st_size != size:
            yield id


CHECKS = (
    Look(
        "file.bytes",
        _without_their_bytes,
        "A stored file has no bytes on the disk, or not as many as its row says.",
        "Put the folder `files` back from a backup.",
    ),
    Check(
        "file.of_nothing",
        """
        SELECT f.id FROM files_storedfile f
        WHERE NOT EXISTS (SELECT 1 FROM attachments_attachment a WHERE a.file_id = f.id OR a.thumbnail_id = f.id)
            AND NOT EXISTS (SELECT 1 FROM exporting_export e WHERE e.file_id = f.id)
            AND NOT EXISTS (SELECT 1 FROM importing_importrun i WHERE i.file_id = f.id)
        """,
        "A stored file belongs to no record, import or export.",
        "Delete the row; the upkeep drops its bytes.",
    ),
    Check(
        "file.part_missing",
        """
        SELECT a.id FROM attachments_attachment a WHERE a.part_kind <> '' AND (
            a.placed_at IS NULL
            OR (a.part_kind = 'comment' AND NOT EXISTS (
                SELECT 1 FROM comments_comment c WHERE c.id = a.part_id
                    AND (c.removed_at IS NOT NULL) = a.withdrawn
                    AND c.subject_kind = a.about_kind AND c.subject_id = a.about_id))
            OR (a.part_kind = 'activity' AND NOT EXISTS (
                SELECT 1 FROM activities_activity v WHERE v.id = a.part_id
                    AND (v.removed_at IS NOT NULL) = a.withdrawn
                    AND v.about_kind = a.about_kind AND v.about_id = a.about_id)))
        """,
        "A file's comment or contact is not there, lies with another record, or was removed without it.",
        "Give the file to the record it lies with, or withdraw it.",
    ),
    Check(
        "file.outlived",
        """
        SELECT id FROM attachments_attachment
        WHERE removed_at IS NOT NULL AND removed_at < %(two_hours_ago)s
        """,
        "A file that was removed is still stored, an hour after nobody could bring it back.",
        "See that a worker runs: it deletes such files every ten minutes.",
        Severity.WARNING,
    ),
)
