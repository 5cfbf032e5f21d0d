"""A lead arrives: by hand, over the API, or many at once. Who is known already joins the record there is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.db import insert_rows
from dabiao.core.errors import DomainError, Forbidden
from dabiao.core.events.services import Entry, record_all
from dabiao.core.fields import checking
from dabiao.core.identity import queries as identities
from dabiao.core.identity import services as identity
from dabiao.core.identity.arrivals import Overtaken, retried, sort_out
from dabiao.core.identity.queries import Holder
from dabiao.core.phones import normalise
from dabiao.core.scoping import covers
from dabiao.modules.leads import events, rules
from dabiao.modules.leads.enums import LeadStatus
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.services import _grading, joining
from dabiao.modules.leads.services._keys import holder_of, keys_of
from dabiao.modules.org import queries as org

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Received:
    """Where an arrival went: a lead of its own, or (`joined`) the lead or customer that the person is already."""

    holder: Holder
    lead: Lead | None = None
    enquiry_id: int | None = None
    filled: Mapping[str, Any] = field(default_factory=dict)

    @property
    def joined(self) -> bool:
        return self.lead is None

    @property
    def made(self) -> Lead:
        """The new lead. Raises LookupError where the arrival joined another record."""
        if self.lead is None:
            raise LookupError(f"joined {self.holder[0]} {self.holder[1]}")
        return self.lead


def receive(*, values: Values, complete: bool = True, actor: Actor, now: datetime) -> Received:
    """Store one arrival. `values` are model fields; `owner_id` absent means the actor's own, None nobody's: dispatch gives it
    to somebody by the company's rules, unless `for_dispatch` is false, which leaves it in the pool.

    Whoever is a live lead or a customer already is not made twice: the enquiry joins that record, however many arrive at
    the same moment. `complete` asks for required custom fields: whoever only wrote a number in a chat was asked for none.
    Raises `leads.nothing_to_go_by`, `fields.*`, `org.*`, `access.forbidden`.
    """
    (outcome,) = receive_many(items=[values], complete=complete, actor=actor, now=now)
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


def receive_many(
    *, items: Sequence[Values], complete: bool = True, actor: Actor, now: datetime
) -> list[Received | DomainError]:
    """Store many, in as few statements as one; each item gives where it went or its refusal, in order."""
    actor.require("lead.create")
    wanted = [
        {"owner_id": actor.user_id if actor.unit_id else None, "for_dispatch": True, **values}
        for values in items
    ]
    holders, refused = _known_holders({values["owner_id"] for values in wanted if values["owner_id"]})

    def prepared() -> list[Lead | DomainError]:
        return [_prepared(values, holders, refused, complete, actor, now) for values in wanted]

    return admit(prepared, holders=holders, actor=actor, now=now)


def _prepared(
    values: Values,
    holders: Mapping[int, org.Holder],
    refused: Mapping[int, DomainError],
    complete: bool,
    actor: Actor,
    now: datetime,
) -> Lead | DomainError:
    if values["owner_id"] in refused:
        return refused[values["owner_id"]]
    try:
        custom = checking.for_new("lead", values.get("fields") or {}, complete=complete)
        tags = org.kept_tags(values.get("tags") or ())
        return prepare({**values, "fields": custom, "tags": tags}, holders=holders, actor=actor, now=now)
    except DomainError as error:
        return error


def _known_holders(owner_ids: set[int]) -> tuple[dict[int, org.Holder], dict[int, DomainError]]:
    found: dict[int, org.Holder] = {}
    refused: dict[int, DomainError] = {}
    for owner_id in sorted(owner_ids):
        try:
            found[owner_id] = org.holder(owner_id)
        except DomainError as error:
            refused[owner_id] = error
    return found, refused


def prepare(
    values: Values, *, holders: Mapping[int, org.Holder], anonymous: bool = False, actor: Actor, now: datetime
) -> Lead:
    """An unsaved lead with everything that follows from its owner; `anonymous` admits one without a name or number.

    Raises as `receive`.
    """
    if not anonymous:
        rules.check_identifiable(values)
    lead = Lead(created_at=now, updated_at=now, received_at=now, created_by_id=actor.user_id)
    for name, value in values.items():
        setattr(lead, name, value)
    lead.for_dispatch = lead.for_dispatch and lead.owner_id is None
    lead.phone = normalise(lead.phone) if lead.phone else ""
    lead.unit_id = actor.unit_path[0] if lead.owner_id is None and actor.unit_path else None
    if lead.owner_id is not None:
        _give(lead, holders[lead.owner_id], actor, now)
    return lead


def _give(lead: Lead, holder: org.Holder, actor: Actor, now: datetime) -> None:
    lead.unit_id = holder.unit_id
    if holder.user_id != actor.user_id and not covers(
        actor, "lead.assign", id=0, owner_id=holder.user_id, unit_id=holder.unit_id
    ):
        raise Forbidden("access.forbidden", field="owner_id", permission="lead.assign")
    if lead.status == LeadStatus.NEW:
        lead.status = rules.status_with_owner(lead.status)
    lead.assigned_at = lead.assigned_at or now


def admit(
    prepared: Callable[[], Sequence[Lead | DomainError]],
    *,
    holders: Mapping[int, org.Holder],
    actor: Actor,
    now: datetime,
) -> list[Received | DomainError]:
    """Store the leads that are new and join the others to what they are. `prepared` gives fresh rows at each try."""
    return retried(lambda: _admitted(prepared(), holders, actor, now))


def _admitted(
    arrivals: Sequence[Lead | DomainError], holders: Mapping[int, org.Holder], actor: Actor, now: datetime
) -> list[Received | DomainError]:
    leads = [one for one in arrivals if isinstance(one, Lead)]
    keys = [keys_of(lead) if rules.is_live(lead.status) else frozenset() for lead in leads]
    places = sort_out(keys, identities.holders(frozenset().union(*keys)))
    new = {place: lead for place, lead in enumerate(leads) if places[place] is None}
    settle = _grading.judged(list(new.values()), actor, now)
    insert_rows(list(new.values()))
    if identity.claim({holder_of(lead): keys[place] for place, lead in new.items()}):
        raise Overtaken
    settle()
    _record(list(new.values()), holders, actor, now)
    joins = [
        joining.Join(lead, again.holder or holder_of(leads[again.place or 0]), again.key)
        for lead, again in zip(leads, places, strict=True)
        if again is not None
    ]
    kept = joining.join(joins, actor=actor, now=now)
    joined = {
        id(one.arrival): Received(one.holder, enquiry_id=went.enquiry_id, filled=went.filled)
        for one, went in zip(joins, kept, strict=True)
    }
    return [
        one if isinstance(one, DomainError) else joined.get(id(one)) or Received(holder_of(one), one)
        for one in arrivals
    ]


def _record(leads: Sequence[Lead], holders: Mapping[int, org.Holder], actor: Actor, now: datetime) -> None:
    entries: list[Entry] = []
    for lead in leads:
        fact = events.LeadReceived(
            source=lead.source,
            campaign=lead.campaign,
            import_id=lead.import_id,
            for_dispatch=lead.for_dispatch and rules.is_live(lead.status),
            grade=lead.grade,
        )
        entries.append(Entry(fact, [lead]))
        if lead.owner_id is not None and lead.owner_id != actor.user_id:
            holder = holders[lead.owner_id]
            given = events.LeadAssigned(
                owner_id=holder.user_id, owner_name=holder.name, from_owner_id=None, from_owner_name=""
            )
            entries.append(Entry(given, [lead]))
    if entries:
        record_all(entries, actor=actor, now=now)
