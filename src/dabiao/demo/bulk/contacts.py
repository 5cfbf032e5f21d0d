"""Contacts with leads and deals, and remarks of colleagues."""

from dabiao.core.comments.events import CommentAdded
from dabiao.core.comments.models import Comment
from dabiao.core.comments.services import EXCERPT
from dabiao.core.notifications.models import Notification
from dabiao.demo.bulk.books import Books
from dabiao.demo.simulation import happenings as on
from dabiao.modules.activities import rules
from dabiao.modules.activities.events import ActivityLogged
from dabiao.modules.activities.models import Activity
from dabiao.modules.customers.models import Customer
from dabiao.modules.leads.events import LeadContacted
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.rules import status_after_contact
from dabiao.modules.opportunities.models import Opportunity


def contacted(books: Books, one: on.Contacted) -> None:
    actor = books.people[one.by]
    about: Lead | Opportunity = books.leads[one.lead] if one.lead is not None else books.deals[one.deal or 0]
    customer = books.customers[(one.deal or 0) // 2] if one.lead is None else None
    activity = books.new(
        Activity,
        about_kind=about.subject_kind,
        about_id=about.pk,
        customer_id=customer.pk if customer else None,
        method=one.method,
        purpose=one.purpose,
        result=one.result,
        content=one.content,
        occurred_at=one.at,
        next_contact_at=one.next_at,
        fields={},
        owner_id=actor.user_id,
        unit_id=actor.unit_id,
        created_at=one.at,
        updated_at=one.at,
    )
    if one.lead is not None:
        books.spoken.setdefault(one.lead, []).append(activity)
    _touch(books, about, customer, one)
    fact = ActivityLogged(
        activity_id=activity.pk,
        about_kind=about.subject_kind,
        about_id=about.pk,
        about_title=about.name,
        method=one.method,
        purpose=one.purpose,
        result=one.result,
        effect="",
        content=one.content,
        contact_id=None,
        contact_name="",
        occurred_at=one.at,
        next_contact_at=one.next_at,
    )
    concerned = [activity, about] if customer is None else [activity, about, customer]
    books.record(fact, *concerned, actor=actor, now=one.at)


def _touch(books: Books, about: Lead | Opportunity, customer: Customer | None, one: on.Contacted) -> None:
    following = one.next_at or rules.still_planned(about.next_contact_at, one.at, books.zone)
    if isinstance(about, Lead):
        first, about.first_contact_at = about.first_contact_at, about.first_contact_at or one.at
        about.status = status_after_contact(about.status)
        if first is None:
            fact = LeadContacted(first_contact_at=one.at)
            books.record(fact, about, actor=books.people[one.by], now=one.at)
    _touched(about, one, following if not isinstance(about, Opportunity) or about.closed_at is None else None)
    if customer is not None:
        planned = rules.still_planned(customer.next_contact_at, one.at, books.zone)
        _touched(customer, one, rules.earliest([planned, one.next_at]))


def _touched(row: Lead | Opportunity | Customer, one: on.Contacted, following: object) -> None:
    row.last_contact_at, row.next_contact_at, row.updated_at = one.at, following, one.at  # type: ignore[assignment]


def said(books: Books, one: on.Said) -> None:
    actor, named, deal = books.people[one.by], books.people[one.names], books.deals[one.deal]
    comment = books.new(
        Comment,
        subject_kind="opportunity",
        subject_id=deal.pk,
        author_id=actor.person,
        text=one.text.format(named.name),
        mentions=[named.person],
        created_at=one.at,
    )
    books.record(CommentAdded(comment.pk, comment.text, comment.mentions), deal, actor=actor, now=one.at)
    _notify(books, "comment.mentioned", named.person, comment, deal)
    if deal.owner_id not in (None, actor.user_id, named.user_id):
        _notify(books, "comment.on_yours", deal.owner_id, comment, deal)


def _notify(books: Books, kind: str, user_id: int | None, comment: Comment, deal: Opportunity) -> None:
    by = next(one.name for one in books.people.values() if one.user_id == comment.author_id)
    books.new(
        Notification,
        user_id=user_id,
        kind=kind,
        params={"by": by, "title": deal.name, "text": comment.text[:EXCERPT]},
        subject_kind="opportunity",
        subject_id=deal.pk,
        dedupe=f"{kind}:opportunity:{deal.pk}:{comment.pk}",
        created_at=comment.created_at,
    )
