"""Leads from arrival to their end; each function leaves what the service of the same step leaves."""

from dabiao.core.actor import Actor
from dabiao.core.identity.keys import person_keys
from dabiao.demo.bulk.books import Books
from dabiao.demo.simulation import happenings as on
from dabiao.modules.leads import events, rules
from dabiao.modules.leads.models import Enquiry, Lead

SAID = ("name", "company", "title", "phone", "wechat", "email", "region")


def arrived(books: Books, one: on.Arrived) -> None:
    actor, values = books.people[one.by], _marked(books, one)
    lead = books.new(
        Lead,
        **values,
        raw={},
        unit_id=actor.unit_path[0],
        received_at=one.at,
        created_by_id=actor.user_id,
        created_at=one.at,
        updated_at=one.at,
    )
    books.leads[one.lead] = lead
    handles = {name: one.values.get(name, "") for name in ("phone", "wechat", "email")}
    books.persons[one.lead] = person_keys(**handles)
    books.hold("lead", lead.pk, books.persons[one.lead])
    fact = events.LeadReceived(source=lead.source, campaign=lead.campaign, grade=lead.grade)
    books.record(fact, lead, actor=actor, now=one.at)


def _marked(books: Books, one: on.Arrived | on.AskedAgain) -> dict[str, object]:
    handles = {name: books.marks.handle(one.values.get(name, "")) for name in ("phone", "wechat", "email")}
    tags = sorted(books.tags[name] for name in one.values["tags"])
    return {**one.values, **handles, "tags": tags, "company": books.marks.company(one.values["company"])}


def asked_again(books: Books, one: on.AskedAgain) -> None:
    actor, values = books.people[one.by], _marked(books, one)
    customer = books.customers.get(one.lead)
    subject: Lead | object = books.leads[one.lead]
    if customer is not None:
        subject = customer
    else:
        lead = books.leads[one.lead]
        lead.enquiry_count += 1
        lead.last_enquired_at = one.at
    kind = "lead" if customer is None else "customer"
    enquiry = books.new(
        Enquiry,
        subject_kind=kind,
        subject_id=subject.pk,  # type: ignore[union-attr]
        received_at=one.at,
        source=values["source"],
        campaign=values["campaign"],
        cost_minor=values["cost_minor"],
        message=values["remark"],
        values={
            name: values[name] if name != "tags" else one.values["tags"]
            for name in (*SAID, "tags", "fields")
            if values.get(name)
        },
        raw={},
        matched=["phone"],
        created_by_id=actor.user_id,
        created_at=one.at,
    )
    fact = events.EnquiryJoined(
        subject_kind=kind,
        enquiry_id=enquiry.pk,
        source=enquiry.source,
        campaign=enquiry.campaign,
        message=enquiry.message[:500],
        matched=enquiry.matched,
        filled=[],
    )
    books.record(fact, subject, actor=actor, now=one.at)  # type: ignore[arg-type]


def assigned(books: Books, one: on.Assigned) -> None:
    lead, holder = books.leads[one.lead], books.people[one.to]
    before = (lead.owner_id, lead.unit_id)
    _move(lead, holder, one)
    fact = events.LeadAssigned(
        owner_id=holder.person, owner_name=holder.name, from_owner_id=None, from_owner_name=""
    )
    books.record(fact, lead, actor=books.people[one.by], now=one.at, previous=[before])


def claimed(books: Books, one: on.Claimed) -> None:
    lead, actor = books.leads[one.lead], books.people[one.by]
    before = (lead.owner_id, lead.unit_id)
    _move(lead, actor, one)
    fact = events.LeadClaimed(owner_id=actor.person, owner_name=actor.name)
    books.record(fact, lead, actor=actor, now=one.at, previous=[before])


def _move(lead: Lead, holder: Actor, one: on.Happening) -> None:
    lead.owner_id, lead.unit_id = holder.user_id, holder.unit_id
    lead.status = rules.status_with_owner(lead.status)
    lead.assigned_at = one.at
    _edited(lead, one)


def gave_back(books: Books, one: on.GaveBack) -> None:
    lead, actor = books.leads[one.lead], books.people[one.by]
    before = (lead.owner_id, lead.unit_id)
    lead.owner_id, lead.status, lead.assigned_at, lead.next_contact_at = None, "new", None, None
    _edited(lead, one)
    fact = events.LeadReturned(from_owner_id=actor.person, from_owner_name=actor.name, reason=one.reason)
    books.record(fact, lead, actor=actor, now=one.at, previous=[before])


def qualified(books: Books, one: on.Qualified) -> None:
    lead = books.leads[one.lead]
    lead.status = "qualified"
    _edited(lead, one)
    books.record(events.LeadQualified(), lead, actor=books.people[one.by], now=one.at)


def invalidated(books: Books, one: on.Invalidated) -> None:
    lead = books.leads[one.lead]
    lead.status, lead.invalid_reason, lead.next_contact_at = "invalid", one.reason, None
    _edited(lead, one)
    books.release("lead", lead.pk)
    fact = events.LeadInvalidated(reason=one.reason, note=one.note)
    books.record(fact, lead, actor=books.people[one.by], now=one.at)


def _edited(lead: Lead, one: on.Happening) -> None:
    lead.version, lead.updated_at = lead.version + 1, one.at
