"""From what happened to rows in the database."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.demo.bulk import contacts, deals, leads, money
from dabiao.demo.bulk.books import Books
from dabiao.demo.bulk.loading import load
from dabiao.demo.bulk.marks import Marks
from dabiao.demo.bulk.multiplying import multiply
from dabiao.demo.simulation import happenings as on

ENTERED: Mapping[type[on.Happening], Callable[[Books, Any], None]] = {
    on.Arrived: leads.arrived,
    on.AskedAgain: leads.asked_again,
    on.Assigned: leads.assigned,
    on.Claimed: leads.claimed,
    on.GaveBack: leads.gave_back,
    on.Qualified: leads.qualified,
    on.Invalidated: leads.invalidated,
    on.Contacted: contacts.contacted,
    on.Converted: deals.converted,
    on.Described: deals.described,
    on.Reopened: deals.reopened,
    on.Postponed: deals.postponed,
    on.Moved: deals.moved,
    on.Challenged: deals.challenged,
    on.Quoted: deals.quoted,
    on.Joined: deals.joined,
    on.Budgeted: deals.budgeted,
    on.Lost: deals.lost,
    on.Drafted: money.drafted,
    on.Signed: money.signed,
    on.Planned: money.planned,
    on.Paid: money.paid,
    on.Refunded: money.refunded,
    on.Said: contacts.said,
}


@transaction.atomic
def write(
    happened: Iterable[on.Happening],
    people: Mapping[str, Actor],
    *,
    copies: int = 1,
    deliver_since: datetime | None = None,
) -> None:
    """Write all this into a database that has people and stages, but no records of theirs; `copies` of it where asked.

    Deliveries are owed of what happened since `deliver_since`, of everything without it. Raises IntegrityError where one
    person or organisation would be two records.
    """
    books = Books(people, Marks(gaps=copies > 1), deliver_since)
    for one in happened:
        ENTERED[type(one)](books, one)
    if copies > 1:
        multiply(books, copies)
    else:
        for model, rows in books.tables():
            load(model, rows)
    for user_id, times in books.opened.items():
        User.objects.filter(pk=user_id).update(access_version=F("access_version") + times)
