"""Somebody known asks again: the enquiry is kept whole beside the record, and whoever holds it hears of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from dabiao.core.actor import Actor
from dabiao.core.events.services import Entry, record_all
from dabiao.core.identity import queries as identities
from dabiao.core.identity import services as identity
from dabiao.core.identity.arrivals import Overtaken
from dabiao.core.identity.keys import Key
from dabiao.core.identity.queries import Holder
from dabiao.core.locking import held as value_of
from dabiao.modules.customers import queries as customers
from dabiao.modules.leads import events, rules
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.modules.leads.services._keys import holder_of, keys_of
from dabiao.modules.org import queries as org

SAID = ("name", "company", "title", "phone", "wechat", "email", "region", "tags")

COUNTED = ("enquiry_count", "last_enquired_at")
FILLED = (*COUNTED, "version", "updated_at", "fields", *SAID)


@dataclass(frozen=True, slots=True)
class Join:
    """An arrival, never stored as a lead, the record it belongs to, and the key that says so."""

    arrival: Lead
    holder: Holder
    key: Key


@dataclass(frozen=True, slots=True)
class Joined:
    """The enquiry that was kept, and the fields of the lead that it filled."""

    enquiry_id: int
    filled: Mapping[str, Any]


def join(joins: Sequence[Join], *, actor: Actor, now: datetime) -> list[Joined]:
    """Put each enquiry to its record. Raises `Overtaken` when one of these has just ended or moved on."""
    if not joins:
        return []
    leads = {
        lead.pk: lead
        for lead in Lead.objects.filter(pk__in=_ids(joins, "lead")).order_by("pk").select_for_update()
        if rules.is_live(lead.status)
    }
    held: dict[Holder, Model] = {holder_of(lead): lead for lead in leads.values()}
    found = customers.hold_many(_ids(joins, "customer"))
    held |= {("customer", id): customer for id, customer in found.items()}
    if any(one.holder not in held for one in joins):
        raise Overtaken
    taken = dict(identities.holders(frozenset().union(*(keys_of(one.arrival) for one in joins))))
    filled = {
        id(one): _fill(leads[one.holder[1]], one.arrival, taken, now)
        for one in joins
        if one.holder[0] == "lead"
    }
    grown = {one.holder[1] for one in joins if filled.get(id(one))}
    if identity.rehold_many({holder_of(leads[pk]): keys_of(leads[pk]) for pk in grown}):
        raise Overtaken
    if leads:
        Lead.objects.bulk_update(leads.values(), FILLED if any(filled.values()) else COUNTED)
    enquiries = Enquiry.objects.bulk_create([_enquiry(one, actor, now) for one in joins])
    entries = [
        Entry(_fact(one, enquiry, filled.get(id(one), [])), [held[one.holder]])
        for one, enquiry in zip(joins, enquiries, strict=True)
    ]
    record_all(entries, actor=actor, now=now)
    return [
        Joined(enquiry.pk, {name: value_of(one.arrival, name) for name in filled.get(id(one), [])})
        for one, enquiry in zip(joins, enquiries, strict=True)
    ]


def _ids(joins: Sequence[Join], kind: str) -> list[int]:
    return sorted({one.holder[1] for one in joins if one.holder[0] == kind})


def _fill(lead: Lead, arrival: Lead, taken: dict[Key, Holder], now: datetime) -> list[str]:
    """Count the enquiry, and take over what the lead did not know yet; a handle only while nobody else has it.

    What it takes it has from then on, so that of two leads in one batch only one gets a handle.
    """
    lead.enquiry_count += 1
    lead.last_enquired_at = max(lead.last_enquired_at or arrival.received_at, arrival.received_at)
    unknown = [name for name in SAID if getattr(arrival, name) and not getattr(lead, name)]
    filled = []
    for name in unknown:
        before = getattr(lead, name)
        setattr(lead, name, getattr(arrival, name))
        if any(taken.get(key, holder_of(lead)) != holder_of(lead) for key in keys_of(lead)):
            setattr(lead, name, before)
        else:
            taken |= dict.fromkeys(keys_of(lead), holder_of(lead))
            filled.append(name)
    lead.fields, known = {**arrival.fields, **lead.fields}, lead.fields
    filled += [f"fields.{key}" for key in lead.fields if key not in known]
    if filled:
        lead.version, lead.updated_at = lead.version + 1, now
    return filled


def _enquiry(one: Join, actor: Actor, now: datetime) -> Enquiry:
    arrival = one.arrival
    return Enquiry(
        subject_kind=one.holder[0],
        subject_id=one.holder[1],
        received_at=arrival.received_at,
        source=arrival.source,
        campaign=arrival.campaign,
        cost_minor=arrival.cost_minor,
        message=arrival.remark,
        values=_said(arrival),
        raw=arrival.raw,
        matched=[one.key.kind],
        import_id=arrival.import_id,
        created_by_id=actor.user_id,
        created_at=now,
    )


def _said(arrival: Lead) -> dict[str, Any]:
    """Tags by name: an enquiry is kept as it came."""
    said = {name: value for name in (*SAID, "fields") if (value := getattr(arrival, name))}
    return {**said, "tags": org.in_words(arrival.tags)} if arrival.tags else said


def _fact(one: Join, enquiry: Enquiry, filled: list[str]) -> events.EnquiryJoined:
    return events.EnquiryJoined(
        subject_kind=one.holder[0],
        enquiry_id=enquiry.pk,
        source=enquiry.source,
        campaign=enquiry.campaign,
        message=enquiry.message[:500],
        matched=enquiry.matched,
        filled=filled,
        import_id=enquiry.import_id,
    )
