"""The record that a contact is about, the customer behind it, and the person spoken with."""

from typing import Any

from django.db.models import TextChoices

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.scoping import demand_part, fetch
from dabiao.modules.activities.enums import Method, Result, SubjectKind

CHOICES: dict[str, type[TextChoices]] = {"subject_kind": SubjectKind, "method": Method, "result": Result}


def check_choices(**given: str) -> None:
    """Raises `core.not_a_choice` for a value that its field does not know."""
    for field, value in given.items():
        known = CHOICES[field].values
        if value not in known:
            raise Invalid("core.not_a_choice", field=field, value=value, known=", ".join(known))


def held(kind: str, id: int, actor: Actor) -> Any:
    """The record, locked, that the actor may read and edit, or works on with its team."""
    try:
        row = fetch(subjects.get(kind).visible_to(actor), id, lock=True)
    except NotFound:
        raise Invalid("core.not_found_here", field="subject_id", value=id) from None
    demand_part(actor, kind, row)
    return row


def customer_of(about: Any) -> Any:
    """The customer behind the record, locked too; None for a lead that is not converted."""
    if about.subject_kind == SubjectKind.CUSTOMER:
        return about
    customers = subjects.get(SubjectKind.CUSTOMER).model._default_manager
    return customers.select_for_update().filter(pk=about.customer_id).first()


def contact_name(contact_id: int | None, customer: Any, actor: Actor) -> str:
    """Who was spoken with: one of the customer's people, or nobody in particular."""
    if contact_id is None:
        return ""
    contact = subjects.get("contact").visible_to(actor).filter(pk=contact_id).first()
    if contact is None:
        raise Invalid("core.not_found_here", field="contact_id", value=contact_id)
    if customer is None or contact.customer_id != customer.pk:
        raise Invalid("activities.contact_elsewhere", field="contact_id", value=contact_id)
    return subjects.get("contact").title(contact)


def concerned(activity: Any, record_about: Any, customer: Any) -> list[Any]:
    """On whose timelines a contact stands: its own, its record's, and the customer's behind that."""
    beside = [customer] if customer is not None and customer is not record_about else []
    return [activity, record_about, *beside]
