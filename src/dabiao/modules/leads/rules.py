"""The lifecycle of a lead (L5), without a database."""

from collections.abc import Mapping
from typing import Any

from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.leads.enums import LIVE, LeadStatus

IDENTIFYING = ("name", "company", "phone", "wechat", "email")


def check_identifiable(values: Mapping[str, Any]) -> None:
    """A lead nobody could recognise or reach is refused. Raises `leads.nothing_to_go_by`."""
    if not any(values.get(name) for name in IDENTIFYING):
        raise Invalid("leads.nothing_to_go_by", field="name")


def check_live(status: str) -> None:
    """Raises `leads.already_converted` or `leads.is_invalid` for a lead that has come to an end."""
    if status == LeadStatus.CONVERTED:
        raise Conflict("leads.already_converted", field="status")
    if status == LeadStatus.INVALID:
        raise Conflict("leads.is_invalid", field="status")


def status_with_owner(status: str) -> str:
    """What becomes of a lead when somebody gets it: new ones are assigned, worked ones keep what was reached."""
    return LeadStatus.ASSIGNED if status in (LeadStatus.NEW, LeadStatus.INVALID) else status


def status_after_contact(status: str) -> str:
    return LeadStatus.CONTACTED if status in (LeadStatus.NEW, LeadStatus.ASSIGNED) else status


def status_recounted(status: str, contacted: bool) -> str:
    """What a lead's contacts say of it after some were taken away or brought back."""
    if contacted:
        return status_after_contact(status)
    return LeadStatus.ASSIGNED if status == LeadStatus.CONTACTED else status


def is_live(status: str) -> bool:
    return status in LIVE
