"""Further enquiries of somebody known, as those see them who see the record."""

from collections.abc import Mapping
from typing import Any

from django.db.models import BigIntegerField, CharField, QuerySet

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.fields import definitions
from dabiao.core.kept import Given, KeptRecords
from dabiao.core.masking import Shape, masked
from dabiao.core.scoping import covers
from dabiao.modules.leads.models import Enquiry


def enquiries(subject_kind: str, subject_id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """The further enquiries of a lead or customer the actor sees, the newest first; handles masked as on the record."""
    row = subjects.load(subject_kind, subject_id, actor=actor)
    reads = covers(actor, f"{subject_kind}.read_phone", id=row.pk, owner_id=row.owner_id, unit_id=row.unit_id)
    found = _ENQUIRIES(kind=subject_kind, id=subject_id)
    return [_enquiry(one, masks={} if reads else HANDLES) for one in found]


def _newest_enquiries() -> QuerySet[Enquiry]:
    about = {"subject_kind": Given("kind", CharField()), "subject_id": Given("id", BigIntegerField())}
    return Enquiry.objects.filter(**about).order_by("-id")[:100]


_ENQUIRIES = KeptRecords(Enquiry, _newest_enquiries)


def _enquiry(one: Enquiry, *, masks: Mapping[str, Shape]) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ENQUIRY},
        "values": {
            name: masked(value, masks[name]) if name in masks else value
            for name, value in one.values.items()
            if name != "fields"
        },
        "fields": definitions.shown("lead", one.values.get("fields")),
    }


ENQUIRY = ("id", "received_at", "source", "campaign", "cost_minor", "message", "matched", "import_id")
HANDLES: Mapping[str, Shape] = {"phone": "phone", "wechat": "phone", "email": "email"}
