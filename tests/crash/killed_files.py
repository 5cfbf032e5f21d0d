"""Files put, taken away and swept by processes that die, each at the next step: every one of them, one after the other.

A step is a statement of the database or a change on the disk. A child is a fork, so a hundred of them cost what one
program costs.
"""

import json
import os
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import django
from tests.crash.dying import deadly, dies

NOW = datetime(2026, 3, 4, tzinfo=UTC)
ON_DISK = {"os.rename", "os.remove", "os.utime", "os.mkdir"}
TWICE, GONE, NEW = b"two records have this", b"removed two hours ago", b"arrives now"


def main() -> None:
    lead, died, at, killed = found_lead(), Counter[str](), 0, True
    while killed:
        at += 1
        begin(lead)
        killed = dies(lambda at=at: work(lead, at))  # type: ignore[misc]
        died["steps"] += killed
        died.update(wrong(f"after a kill at step {at}"))
        work(lead, 0)
        died.update(wrong(f"after the work was done again, killed at step {at}"))
        died.update([] if on_disk() == held() else [f"bytes left after step {at}"])
    sys.stdout.write(json.dumps(died))


def work(lead: int, at: int) -> None:
    """A file arrives, what was removed is deleted, what nobody holds is swept; dies at step `at`, with 0 at none."""

    from dabiao.core.actor import SYSTEM
    from dabiao.core.attachments import services
    from dabiao.core.files import services as files

    with deadly(at) as step:
        if at:
            sys.addaudithook(lambda event, _: step() if event in ON_DISK else None)
        put(lead, NEW)
        services.forget_gone(actor=SYSTEM, now=NOW + timedelta(hours=3))
        list(files.sweep(ripe_s=-1))


def begin(lead: int) -> None:
    """Two records hold the same bytes, one of them removed, and another is removed with bytes of its own."""
    from dabiao.core.attachments.models import Attachment
    from dabiao.core.files.models import StoredFile

    Attachment.objects.all().delete()
    StoredFile.objects.all().delete()
    for content in (TWICE, TWICE, GONE):
        put(lead, content)
    kept = Attachment.objects.earliest("pk").pk
    Attachment.objects.exclude(pk=kept).update(removed_at=NOW, removed_by=1)


def put(lead: int, content: bytes) -> None:
    from dataclasses import replace

    from dabiao.core.access.models import User
    from dabiao.core.actor import SYSTEM
    from dabiao.core.attachments import receiving, services

    somebody = replace(SYSTEM, user_id=User.objects.earliest("pk").pk)
    with receiving.received(BytesIO(content), name="文件.txt") as arrived:
        services.attach(arrived, about_kind="lead", about_id=lead, actor=somebody, now=NOW)


def found_lead() -> int:
    from dabiao.core.access.models import User
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.leads import services as leads

    User.objects.create(login="killed", name="killed", created_at=NOW)
    made = leads.receive(values={"name": "客户", "owner_id": None}, actor=SYSTEM, now=NOW).made
    return int(made.pk)


def held() -> set[str]:
    from dabiao.core.files.models import StoredFile

    return set(StoredFile.objects.values_list("sha256", flat=True))


def on_disk() -> set[str]:
    from django.conf import settings

    return {path.name for path in (Path(settings.DABIAO_HOME) / "files").glob("??/*")}


def wrong(when: str) -> list[str]:
    """Rows without their bytes; and the file that nobody touched must be there."""
    from dabiao.core.files import disk

    lost = [one for one in held() if not disk.path_of(one).is_file()]
    kept = sha256(TWICE).hexdigest() in held()
    return [f"lost {when}"] * len(lost) + ([] if kept else [f"a row went {when}"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    django.setup()
    main()
