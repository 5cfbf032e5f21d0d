"""Customers and deals: made of a lead, or of a customer who wants more, and moved to their end."""

from dabiao.core.access.models import Share
from dabiao.core.actor import Actor
from dabiao.core.events.facts import Fact
from dabiao.core.fields.carrying import carried
from dabiao.core.identity.keys import organisation_keys
from dabiao.core.locking import wired
from dabiao.demo.bulk.books import Books
from dabiao.demo.simulation import happenings as on
from dabiao.modules.customers.events import ContactCreated, CustomerCreated, CustomerEdited
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.leads.events import LeadConverted
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities import events, rules
from dabiao.modules.opportunities.models import Item, Member, Opportunity, Rival, Stage, StageEntry


def converted(books: Books, one: on.Converted) -> None:
    lead, actor = books.leads[one.lead], books.people[one.by]
    books.release("lead", lead.pk)
    customer = _customer(books, lead, one)
    contact = _contact(books, lead, customer, actor, one)
    deal = _deal(books, customer, one, lead=lead)
    if lead.last_contact_at is not None:
        for row in (customer, deal):
            row.last_contact_at, row.next_contact_at = lead.last_contact_at, lead.next_contact_at
    lead.status, lead.converted_at, lead.next_contact_at = "converted", one.at, None
    lead.customer_id, lead.opportunity_id = customer.pk, deal.pk
    lead.version, lead.updated_at = lead.version + 1, one.at
    fact = LeadConverted(
        customer_id=customer.pk,
        customer_name=customer.name,
        contact_id=contact.pk,
        opportunity_id=deal.pk,
        opportunity_name=deal.name,
    )
    concerned = (lead, ("customer", customer.pk), ("opportunity", deal.pk))
    books.record(fact, *concerned, actor=actor, now=one.at)
    for activity in books.spoken.pop(one.lead, ()):
        activity.customer_id, activity.updated_at = customer.pk, one.at


def _customer(books: Books, lead: Lead, one: on.Converted) -> Customer:
    actor = books.people[one.by]
    customer = books.new(
        Customer,
        name=books.marks.company(one.customer),
        region=lead.region,
        phone=lead.phone,
        source=lead.source,
        remark=lead.remark,
        fields=carried("lead", "customer", lead.fields),
        owner_id=actor.user_id,
        unit_id=actor.unit_id,
        created_at=one.at,
        updated_at=one.at,
    )
    books.customers[one.lead] = customer
    books.hold("customer", customer.pk, books.persons[one.lead] | organisation_keys(name=customer.name))
    fact = CustomerCreated(name=customer.name, source=customer.source)
    books.record(fact, customer, actor=actor, now=one.at)
    return customer


def _contact(books: Books, lead: Lead, customer: Customer, actor: Actor, one: on.Converted) -> Contact:
    contact = books.new(
        Contact,
        customer=customer,
        name=lead.name,
        title=lead.title,
        phone=lead.phone,
        wechat=lead.wechat,
        email=lead.email,
        is_primary=True,
        fields={},
        created_at=one.at,
        updated_at=one.at,
    )
    fact = ContactCreated(
        contact_id=contact.pk, name=contact.name, title=contact.title, customer_name=customer.name
    )
    books.record(fact, customer, contact, actor=actor, now=one.at)
    return contact


def _deal(
    books: Books, customer: Customer, one: on.Converted | on.Reopened, *, lead: Lead | None
) -> Opportunity:
    actor, stage = books.people[one.by], books.stages[0]
    deal = books.new(
        Opportunity,
        name=one.name,
        customer_id=customer.pk,
        pipeline_id=stage.pipeline_id,
        stage=stage,
        stage_entered_at=one.at,
        amount_minor=one.amount_minor,
        expected_win_on=one.expected_win_on,
        lead_id=lead.pk if lead else None,
        source=lead.source if lead else "",
        fields=carried("lead", "opportunity", lead.fields) if lead else {},
        owner_id=actor.user_id,
        unit_id=actor.unit_id,
        created_at=one.at,
        updated_at=one.at,
    )
    books.deals[one.deal] = deal
    _stay(books, one.deal, actor, one)
    _count(customer, 1, one)
    fact = events.OpportunityCreated(
        name=deal.name,
        customer_id=customer.pk,
        customer_name=customer.name,
        stage=stage.code,
        amount_minor=deal.amount_minor,
        currency=deal.currency,
        lead_id=deal.lead_id,
    )
    books.record(fact, deal, ("customer", customer.pk), actor=actor, now=one.at)
    return deal


def _stay(books: Books, number: int, actor: Actor, one: on.Happening) -> None:
    deal = books.deals[number]
    before = books.stays.get(number)
    if before:
        before.left_at = one.at
    books.stays[number] = books.new(
        StageEntry,
        opportunity_id=deal.pk,
        stage_id=deal.stage_id,
        came_from_id=before.stage_id if before else None,
        entered_at=one.at,
        actor_id=actor.user_id,
    )


def _count(customer: Customer, more: int, one: on.Happening) -> None:
    customer.open_opportunity_count += more
    customer.updated_at = one.at


def described(books: Books, one: on.Described) -> None:
    customer = books.customers[one.lead]
    changes = {"industry": ("", one.industry), "fields.people": (None, one.people)}
    customer.industry, customer.fields = one.industry, {**customer.fields, "people": one.people}
    customer.version, customer.updated_at = customer.version + 1, one.at
    books.record(CustomerEdited(changes=wired(changes)), customer, actor=books.people[one.by], now=one.at)


def reopened(books: Books, one: on.Reopened) -> None:
    _deal(books, books.customers[one.earlier // 2], one, lead=None)


def postponed(books: Books, one: on.Postponed) -> None:
    deal = books.deals[one.deal]
    if deal.expected_win_on == one.expected_win_on:
        return
    changes = {"expected_win_on": (deal.expected_win_on, one.expected_win_on)}
    deal.pushes = rules.pushes_after(deal.pushes, *changes["expected_win_on"])
    deal.expected_win_on = one.expected_win_on
    deal.version, deal.updated_at = deal.version + 1, one.at
    fact = events.OpportunityEdited(name=deal.name, changes=wired(changes), currency=deal.currency)
    books.record(fact, deal, ("customer", deal.customer_id), actor=books.people[one.by], now=one.at)


def moved(books: Books, one: on.Moved) -> None:
    deal = books.deals[one.deal]
    former = deal.stage
    following = books.stages[books.stages.index(former) + 1]
    fact = events.OpportunityStageMoved(
        name=deal.name, from_stage=former.code, to_stage=following.code, reason=""
    )
    enter(books, one.deal, following, fact, one)


def challenged(books: Books, one: on.Challenged) -> None:
    deal = books.deals[one.deal]
    _rival(books, one, one.name, threat=one.threat, note=one.note)
    deal.version, deal.updated_at = deal.version + 1, one.at
    fact = events.RivalAdded(name=deal.name, competitor=one.name, threat=one.threat, note=one.note)
    books.record(fact, deal, ("customer", deal.customer_id), actor=books.people[one.by], now=one.at)


def _rival(
    books: Books, one: on.Challenged | on.Lost, name: str, *, threat: str = "unknown", note: str = ""
) -> None:
    deal, named = books.deals[one.deal], books.rivals.setdefault(one.deal, [])
    books.new(
        Rival,
        opportunity_id=deal.pk,
        competitor_id=books.competitors[name],
        threat=threat,
        note=note,
        entered_by_id=books.people[one.by].user_id,
        created_at=one.at,
        updated_at=one.at,
    )
    named.append(name)
    deal.competitor, deal.competitor_count = rules.NAMES_BETWEEN.join(named), len(named)


def quoted(books: Books, one: on.Quoted) -> None:
    """Line by line, and then the amount follows them: it is their sum already."""
    deal, actor = books.deals[one.deal], books.people[one.by]
    about = (deal, ("customer", deal.customer_id))
    deal.updated_at = one.at
    for place, line in enumerate(one.lines):
        amount = rules.line_amount(line.quantity_thousandths, line.price_minor, line.discount_hundredths)
        books.new(
            Item,
            opportunity_id=deal.pk,
            position=place,
            product_id=books.products[line.code] if line.code else None,
            name=line.name,
            unit=line.unit,
            quantity_thousandths=line.quantity_thousandths,
            price_minor=line.price_minor,
            discount_hundredths=line.discount_hundredths,
            amount_minor=amount,
            created_at=one.at,
            updated_at=one.at,
        )
        deal.version += 1
        fact = events.ItemAdded(
            name=deal.name,
            item=line.name,
            quantity=rules.quantity_text(line.quantity_thousandths, line.unit),
            price_minor=line.price_minor,
            line_minor=amount,
            changes={},
            currency=deal.currency,
        )
        books.record(fact, *about, actor=actor, now=one.at)
    deal.amount_from_items, deal.version = True, deal.version + 1
    changes = {"amount_from_items": (False, True)}
    fact_of_sum = events.OpportunityEdited(name=deal.name, changes=wired(changes), currency=deal.currency)
    books.record(fact_of_sum, *about, actor=actor, now=one.at)


def joined(books: Books, one: on.Joined) -> None:
    deal, actor, colleague = books.deals[one.deal], books.people[one.by], books.people[one.who]
    user_id = colleague.person
    said = {"opportunity_id": deal.pk, "user_id": user_id, "part": one.part}
    books.new(Member, **said, entered_by_id=actor.user_id, created_at=one.at)
    share = {"kind": "opportunity", "object_id": deal.pk, "user_id": user_id, "created_at": one.at}
    books.new(Share, **share, level="team", source="team")
    books.opened[user_id] += 1
    deal.version, deal.updated_at = deal.version + 1, one.at
    fact = events.MemberAdded(deal.name, user_id, colleague.name, one.part)
    about = (deal, ("customer", deal.customer_id), ("user", user_id))
    books.record(fact, *about, actor=actor, now=one.at)


def budgeted(books: Books, one: on.Budgeted) -> None:
    deal = books.deals[one.deal]
    changes = {"budget_minor": (None, one.budget_minor), "decides_on": (None, one.decides_on)}
    deal.budget_minor, deal.decides_on = one.budget_minor, one.decides_on
    deal.version, deal.updated_at = deal.version + 1, one.at
    fact = events.OpportunityEdited(name=deal.name, changes=wired(changes), currency=deal.currency)
    books.record(fact, deal, ("customer", deal.customer_id), actor=books.people[one.by], now=one.at)


def lost(books: Books, one: on.Lost) -> None:
    deal = books.deals[one.deal]
    deal.lost_reason = one.reason
    if one.competitor:
        deal.lost_to_id = books.competitors[one.competitor]
        if one.competitor not in books.rivals.get(one.deal, ()):
            _rival(books, one, one.competitor)
    fact = events.OpportunityLost(
        name=deal.name,
        from_stage=deal.stage.code,
        reason=one.reason,
        competitor=one.competitor,
        amount_minor=deal.amount_minor,
        currency=deal.currency,
        owner_id=deal.owner_id,
    )
    enter(books, one.deal, books.stage_of("lost"), fact, one)


def win(books: Books, number: int, one: on.Happening) -> None:
    deal = books.deals[number]
    fact = events.OpportunityWon(
        name=deal.name,
        from_stage=deal.stage.code,
        cause="contract_signed",
        reason="",
        amount_minor=deal.amount_minor,
        currency=deal.currency,
        owner_id=deal.owner_id,
    )
    enter(books, number, books.stage_of("won"), fact, one)


def enter(books: Books, number: int, stage: Stage, fact: Fact, one: on.Happening) -> None:
    """The row, its history, the customer's count, and the event."""
    deal, actor = books.deals[number], books.people[one.by]
    deal.stage, deal.stage_entered_at = stage, one.at
    _stay(books, number, actor, one)
    if not stage.is_open:
        deal.closed_at, deal.next_contact_at = one.at, None
        _count(books.customers[number // 2], -1, one)
    deal.version, deal.updated_at = deal.version + 1, one.at
    books.record(fact, deal, ("customer", deal.customer_id), actor=actor, now=one.at)
