"""Telephone calls: who called becomes a lead, a talk becomes a contact, whatever is told of it first."""

from datetime import datetime, timedelta

from dabiao.core.access import actors
from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.identity import queries as identities
from dabiao.core.identity.keys import person_keys, ranked
from dabiao.core.identity.queries import Holder
from dabiao.modules.activities import services as activities
from dabiao.modules.activities.enums import Method, Result
from dabiao.modules.channels import events
from dabiao.modules.channels.enums import DeliveryState
from dabiao.modules.channels.models import Call, Connection
from dabiao.modules.channels.rules import calls
from dabiao.modules.channels.rules.adapters.base import CallSaid
from dabiao.modules.channels.services._outcome import Outcome
from dabiao.modules.leads import services as leads


def told(connection: Connection, said: CallSaid, *, actor: Actor, now: datetime) -> Outcome:
    """One more word of a call, and what follows from all that were told; in the caller's transaction."""
    fresh = {"created_at": now, "updated_at": now}
    Call.objects.get_or_create(connection=connection, call_id=said.call_id, defaults=fresh)
    call = Call.objects.select_for_update(of=("self",)).get(connection=connection, call_id=said.call_id)
    call.told, call.updated_at = calls.with_word(call.told, said.stage, said.facts), now
    known = calls.known(call.told)
    if call.subject_id is None and known.number:
        _find(call, known, connection, actor, now)
    if call.subject_id is not None:
        _follow(call, known, connection, actor, now)
    call.save()
    if call.subject_id is None:
        return Outcome(state=DeliveryState.IGNORED, code="channels.call_with_nobody_known")
    return Outcome(subject=(call.subject_kind, call.subject_id), joined=not call.made_lead)


def _find(call: Call, known: calls.Known, connection: Connection, actor: Actor, now: datetime) -> None:
    """The lead or customer that the number is; a stranger who calls us becomes a lead."""
    holder = _holder(known.number)
    if holder is None and calls.is_in(known):
        values = {
            "phone": known.number,
            "source": connection.source,
            "campaign": connection.campaign,
            "owner_id": None,
            "raw": {"call_id": call.call_id, "number": known.number},
        }
        went = leads.receive(values=values, actor=actor, now=now)
        holder, call.made_lead = went.holder, not went.joined
    if holder is not None:
        call.subject_kind, call.subject_id = holder


def _holder(number: str) -> Holder | None:
    keys = person_keys(phone=number)
    found = identities.holders(keys)
    return next((found[key] for key in ranked(keys) if key in found), None)


def _follow(call: Call, known: calls.Known, connection: Connection, actor: Actor, now: datetime) -> None:
    """What the end of a call means, once: a contact, or, where nobody took it, that somebody asked again."""
    if known.over and not call.handled:
        call.handled = True
        if not call.made_lead:
            _end(call, known, connection, actor, now)
    if known.recording and not call.recorded:
        call.recorded = True
        record(events.CallRecorded(recording=known.recording), _subject(call), actor=actor, now=now)


def _subject(call: Call) -> Holder:
    return (call.subject_kind, call.subject_id or 0)


def _end(call: Call, known: calls.Known, connection: Connection, actor: Actor, now: datetime) -> None:
    if calls.is_in(known) and not known.answered:
        values = {"phone": known.number, "source": connection.source, "campaign": connection.campaign}
        leads.receive(values={**values, "owner_id": None}, actor=actor, now=now)
        return
    person = _person(connection, known.agent)
    occurred_at = min(known.occurred_at or now - timedelta(seconds=known.seconds), now)
    # told before the contact is written down, so that who answers by telephone is not taken to have said so themselves
    fact = events.CallTaken(
        direction=known.direction,
        user_id=person.pk if person else None,
        user_name=person.name if person else known.agent,
        answered=known.answered,
        seconds=known.seconds,
        occurred_at=occurred_at,
    )
    record(fact, _subject(call), actor=actor, now=now)
    _log(call, known, occurred_at, person, actor, now)


def _log(
    call: Call, known: calls.Known, occurred_at: datetime, person: User | None, actor: Actor, now: datetime
) -> None:
    """By who spoke, where the record is in their hands; else by the telephone system."""
    contact = {
        "subject_kind": call.subject_kind,
        "subject_id": call.subject_id or 0,
        "method": Method.CALL.value,
        "purpose": "",
        "result": (Result.REACHED if known.answered else Result.NO_ANSWER).value,
        "content": _length(known.seconds),
        "occurred_at": occurred_at,
    }
    if person is not None:
        try:
            activities.log(**contact, actor=actors.of_user(person.pk, via="system"), now=now)  # type: ignore[arg-type]
        except (Forbidden, Invalid):
            pass
        else:
            return
    activities.log(**contact, actor=actor, now=now)  # type: ignore[arg-type]


def _length(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def _person(connection: Connection, agent: str) -> User | None:
    """Whom the telephone system means: by the list of the connection, else by login."""
    if not agent:
        return None
    known = connection.agents.get(agent)
    people = User.objects.filter(is_active=True)
    return people.filter(pk=known).first() if known else people.filter(login=agent.lower()).first()
