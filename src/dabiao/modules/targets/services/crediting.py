"""Who is credited with a record: by rule, or by hand with a reason."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import Invalid, within
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.core.timers.models import OPEN, Job
from dabiao.core.timers.services import enqueue
from dabiao.modules.org import queries as org
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import CreditKind, SetBy
from dabiao.modules.targets.models import Share
from dabiao.modules.targets.queries import ATTRIBUTE, crediting
from dabiao.modules.targets.queries._sources import KINDS, records
from dabiao.modules.targets.rules import attribution
from dabiao.modules.targets.services import _ledger
from dabiao.modules.targets.services._tallying import tally_anew

CREDIT = "targets.credit"
MOST = 20  # people who share one record
BATCH = 500


@transaction.atomic
def settle(kind: str, *, ids: Collection[int], actor: Actor, now: datetime) -> int:
    """The ledger says of these records what they come to; returns how many entries were added. A second run adds none."""
    _ledger.hold(kind, ids)
    return _ledger.append(kind, ids, now)


@transaction.atomic
def put_shares(
    kind: str,
    *,
    id: int,
    shares: Sequence[tuple[int, int]],
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Count a record for these people, `(person, bp)`, 10,000 together; who has a share already keeps the unit they stood in,
    others come with the one they stand in now. Receipts that follow a contract follow this too.

    Raises `core.not_found`, `access.forbidden`, `core.required` without a reason, `targets.shares_not_whole`,
    `targets.share_not_positive`, `targets.person_twice`, `targets.unknown_person`, `targets.too_many_shares`.
    """
    if kind not in CreditKind.values:
        raise Invalid("core.not_a_choice", field="kind", value=kind, known=", ".join(CreditKind.values))
    found, holder = _locked(kind, id, actor)
    demand(actor, ATTRIBUTE, holder)
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    _check(shares)
    _ledger.hold(kind, [id])
    before = crediting.shares(kind, [id]).get(id, [])
    made = _made(kind, id, shares, before, reason.strip(), actor, now)
    if [(one.user_id, one.bp) for one in before] == [(one.user_id, one.bp) for one in made]:
        return
    Share.objects.filter(source_kind=kind, source_id=id).delete()
    Share.objects.bulk_create(made)
    _ledger.append(kind, [id], now)
    if kind == CreditKind.CONTRACT:
        receipts = list(records("receipt").filter(contract_id=id).values_list("pk", flat=True))
        _ledger.hold(CreditKind.RECEIPT, receipts)
        _ledger.follow_contract([id], receipts, now)
        _ledger.append(CreditKind.RECEIPT, receipts, now)
    fact = events.SharesPut(str(found), _said(before), _said(made), reason.strip())
    about = ("contract", holder.pk) if kind == CreditKind.RECEIPT else found
    record(fact, about, actor=actor, now=now)


def _locked(kind: str, id: int, actor: Actor) -> tuple[Any, Any]:
    """The record, and what says whose it is: itself, or a receipt's contract. Whoever takes money holds that row too."""
    if kind != CreditKind.RECEIPT:
        found = fetch(crediting.seen(kind, actor), id, lock=True)
        return found, found
    found = fetch(crediting.seen(kind, actor), id)
    return found, fetch(records("contract"), found.contract_id, lock=True)


def _check(shares: Sequence[tuple[int, int]]) -> None:
    if len(shares) > MOST:
        raise Invalid("targets.too_many_shares", field="shares", limit=MOST)
    known = org.names_of([user for user, _ in shares])
    for place, (user, _) in enumerate(shares):
        with within(f"shares.{place}"):
            if user not in known:
                raise Invalid("targets.unknown_person", field="user_id", id=user)
            if user in {one for one, _ in shares[:place]}:
                raise Invalid("targets.person_twice", field="user_id", name=known[user])
    attribution.check_whole([bp for _, bp in shares])


def _made(
    kind: str,
    id: int,
    shares: Sequence[tuple[int, int]],
    before: Sequence[Share],
    reason: str,
    actor: Actor,
    now: datetime,
) -> list[Share]:
    stood: dict[int | None, tuple[Any, str]] = {one.user_id: (one.unit_id, one.unit_path) for one in before}
    places = crediting.places([user for user, _ in shares])
    for user, _ in shares:
        unit = places["unit_of"].get(user)
        stood.setdefault(user, (unit, places["path_of"].get(unit or 0, "")))
    made = [
        Share(
            source_kind=kind,
            source_id=id,
            user_id=user,
            unit_id=stood[user][0],
            unit_path=stood[user][1],
            bp=bp,
            set_by=SetBy.HAND,
            reason=reason,
            author_id=actor.user_id,
            set_at=now,
        )
        for user, bp in shares
    ]
    return sorted(made, key=lambda one: -one.bp)


def _said(shares: Sequence[Share]) -> str:
    """In words, for the timeline: `王芳 60%、李强 40%`."""
    names = org.names_of([one.user_id for one in shares if one.user_id is not None])
    return "、".join(f"{names.get(one.user_id or 0, '—')} {one.bp / 100:g}%" for one in shares)


def credit_all(*, actor: Actor, now: datetime) -> int:
    """Every record there is stands in the ledger: those from before there was one by who has them now. A transaction for each
    few hundred, so that a kill costs nothing; returns how many entries were added."""
    added = 0
    for kind in CreditKind.values:
        last = 0
        while ids := list(
            records(kind).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
        ):
            added += settle(kind, ids=ids, actor=actor, now=now)
            last = ids[-1]
    return added


def catch_up(*, actor: Actor, now: datetime) -> None:
    """After a time in which records may have changed unseen: sums are made anew, and a job brings into the ledger what is not
    in it. Nothing to do where there are no records."""
    if any(records(kind).exists() for kind in KINDS):
        tally_anew(actor=actor, now=now)
        if not Job.objects.filter(kind=CREDIT, status__in=OPEN).exists():
            enqueue(CREDIT, {}, SYSTEM, now)
