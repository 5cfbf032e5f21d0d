"""The ledger follows the records: what it lacks is appended, never more and never twice."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from dabiao.core.db import hold_name, hold_names
from dabiao.modules.targets.enums import CreditKind, ReceiptsFollow, SetBy
from dabiao.modules.targets.models import Entry, Share
from dabiao.modules.targets.queries import crediting
from dabiao.modules.targets.queries.crediting import Counted
from dabiao.modules.targets.rules import attribution
from dabiao.modules.targets.rules.attribution import WHOLE, Difference

MONTHS = "targets.months"  # held together by who writes the ledger, alone by who closes a month
NAMES = 1_000  # records share them: one name each would fill PostgreSQL's table of locks where thousands are settled at once


def hold(kind: str, ids: Iterable[int]) -> None:
    """Until the transaction ends no month is closed, and nobody else writes the ledger of these records (or of some others,
    with whom they share a name)."""
    hold_name(MONTHS, shared=True)
    hold_names([f"targets.{kind}.{id % NAMES}" for id in ids])


def append(kind: str, ids: Collection[int], now: datetime) -> int:
    """The ledger says of these records, held by the caller, what they come to; returns how many entries that took."""
    counted = crediting.counted(kind, ids)
    shares = _with_shares(kind, counted, now)
    says, running = crediting.says(kind, ids), crediting.running(kind, ids)
    closed = crediting.closed_months()
    entries = []
    for id in sorted(ids):
        record = counted.get(id)
        lines = record.lines if record else []
        should = attribution.should_say(lines, crediting.parts(shares[id])) if lines else {}
        for one in attribution.differences(should, says.get(id, {})):
            before = running.get((id, one.key.what), 0)
            running[id, one.key.what] = before + one.amount
            entries.append(_entry(kind, id, one, before, closed, now))
    Entry.objects.bulk_create(entries, batch_size=500)
    return len(entries)


def _entry(
    kind: str, id: int, one: Difference, before: int, closed: Collection[date], now: datetime
) -> Entry:
    return Entry(
        source_kind=kind,
        source_id=id,
        what=one.key.what,
        day=attribution.counts_on(one.key.day, closed),
        for_day=one.key.day,
        user_id=one.key.user_id,
        unit_id=one.key.unit_id,
        unit_path=one.key.unit_path,
        amount_minor=one.amount,
        before_minor=before,
        pieces=one.pieces,
        currency=one.key.currency,
        booked_at=now,
    )


def _with_shares(kind: str, counted: Mapping[int, Counted], now: datetime) -> Mapping[int, list[Share]]:
    """Those that stand, and new ones where a record counts for the first time. What no longer counts keeps only what a hand
    has set: won once more, a deal is whose it is then."""
    found = crediting.shares(kind, counted)
    idle = [id for id, one in counted.items() if not one.lines and id in found]
    if idle:
        Share.objects.filter(source_kind=kind, source_id__in=idle).exclude(set_by=SetBy.HAND).delete()
    new = {id: one for id, one in counted.items() if one.lines and id not in found}
    if new:
        made = _first_shares(kind, new, now)
        for share in Share.objects.bulk_create(made, batch_size=500):
            found[share.source_id].append(share)
    return found


def _first_shares(kind: str, new: Mapping[int, Counted], now: datetime) -> list[Share]:
    policy = crediting.policy()
    follow = kind == CreditKind.RECEIPT and (policy is None or policy.receipts == ReceiptsFollow.CONTRACT)
    of_contract = (
        crediting.shares(CreditKind.CONTRACT, {one.contract_id for one in new.values() if one.contract_id})
        if follow
        else {}
    )
    owners = {one.owner_id for one in new.values() if one.owner_id is not None}
    units = {one.unit_id for one in new.values() if one.unit_id is not None}
    places = crediting.places(owners, units)
    made = []
    for id, record in new.items():
        if record.contract_id in of_contract:
            made += [_copied(one, kind, id, now) for one in of_contract[record.contract_id]]
        else:
            made.append(_owners(kind, id, record, places, now))
    return made


def _copied(share: Share, kind: str, id: int, now: datetime) -> Share:
    return Share(
        source_kind=kind,
        source_id=id,
        user_id=share.user_id,
        unit_id=share.unit_id,
        unit_path=share.unit_path,
        bp=share.bp,
        set_by=SetBy.CONTRACT,
        set_at=now,
    )


def _owners(
    kind: str, id: int, record: Counted, places: Mapping[str, Mapping[int, Any]], now: datetime
) -> Share:
    unit = places["unit_of"].get(record.owner_id or 0, record.unit_id)
    return Share(
        source_kind=kind,
        source_id=id,
        user_id=record.owner_id,
        unit_id=unit,
        unit_path=places["path_of"].get(unit or 0, ""),
        bp=WHOLE,
        set_by=SetBy.OWNER,
        set_at=now,
    )


def follow_contract(contract_ids: Collection[int], receipt_ids: Collection[int], now: datetime) -> None:
    """Receipts that follow these contracts, held by the caller, have their shares again."""
    following = Share.objects.filter(
        source_kind=CreditKind.RECEIPT, source_id__in=receipt_ids, set_by=SetBy.CONTRACT
    )
    ids = set(following.values_list("source_id", flat=True))
    following.delete()
    of_contract = crediting.shares(CreditKind.CONTRACT, contract_ids)
    counted = crediting.counted(CreditKind.RECEIPT, ids)
    Share.objects.bulk_create(
        _copied(one, CreditKind.RECEIPT, id, now)
        for id, record in counted.items()
        for one in of_contract.get(record.contract_id or 0, ())
    )
