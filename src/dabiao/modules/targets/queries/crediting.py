"""What the ledger of attribution should say, read from the records, and what it says."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import SYSTEM, Actor
from dabiao.modules.contracts.enums import IN_FORCE
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.org import queries as org
from dabiao.modules.receivables import queries as receivables
from dabiao.modules.targets.enums import CreditKind, LedgerWhat
from dabiao.modules.targets.models import ClosedMonth, CreditPolicy, Entry, Share
from dabiao.modules.targets.queries._sources import records
from dabiao.modules.targets.rules.attribution import Key, Line, Part
from dabiao.modules.targets.rules.attribution import Sum as Sum_

KEY = ("what", "for_day", "user_id", "unit_id", "unit_path", "currency")


@dataclass
class Counted:
    """A record as it counts: its lines, who has it, and the contract that it belongs to."""

    owner_id: int | None
    unit_id: int | None
    lines: list[Line] = field(default_factory=list)
    contract_id: int | None = None


def counted(kind: str, ids: Collection[int]) -> dict[int, Counted]:
    """What each of these records comes to now; what is gone is left out."""
    return _READERS[CreditKind(kind)](ids)


def _contracts(ids: Collection[int]) -> dict[int, Counted]:
    names = ("pk", "owner_id", "unit_id", "status", "signed_on", "amount_minor", "currency")
    found = {}
    for id, owner, unit, status, day, amount, currency in (
        records("contract").filter(pk__in=ids).values_list(*names)
    ):
        lines = [Line(LedgerWhat.SIGNED, day, amount, 1, currency)] if status in IN_FORCE else []
        found[id] = Counted(owner, unit, lines)
    return found


def _receipts(ids: Collection[int]) -> dict[int, Counted]:
    names = ("pk", "contract_id", "contract__owner_id", "contract__unit_id", "contract__currency")
    rows = records("receipt").filter(pk__in=ids).values_list(*names, "received_on", "amount_minor")
    found, currencies = {}, {}
    for id, contract, owner, unit, currency, day, amount in rows:
        line = Line(LedgerWhat.RECEIVED, day, amount, 1, currency)
        found[id], currencies[id] = Counted(owner, unit, [line], contract), currency
    back = receivables.refunds_visible_to(SYSTEM).filter(receipt_id__in=ids)
    for id, day, amount in back.values_list("receipt_id", "refunded_on", "amount_minor"):
        found[id].lines.append(Line(LedgerWhat.REFUNDED, day, -amount, 0, currencies[id]))
    return found


def _opportunities(ids: Collection[int]) -> dict[int, Counted]:
    zone, found = get_default_timezone(), {}
    names = ("pk", "owner_id", "unit_id", "stage__kind", "closed_at", "amount_minor", "currency")
    for id, owner, unit, stage, at, amount, currency in (
        records("opportunity").filter(pk__in=ids).values_list(*names)
    ):
        won = stage == StageKind.WON and at is not None
        lines = [Line(LedgerWhat.WON, at.astimezone(zone).date(), amount, 1, currency)] if won else []
        found[id] = Counted(owner, unit, lines)
    return found


_READERS = {
    CreditKind.CONTRACT: _contracts,
    CreditKind.RECEIPT: _receipts,
    CreditKind.OPPORTUNITY: _opportunities,
}


def says(kind: str, ids: Collection[int]) -> dict[int, dict[Key, Sum_]]:
    """What the ledger says of each of these records, summed."""
    found: dict[int, dict[Key, Sum_]] = defaultdict(dict)
    rows = Entry.objects.filter(source_kind=kind, source_id__in=ids).order_by()
    for id, *key, amount, pieces in rows.values_list("source_id", *KEY).annotate(
        Sum("amount_minor"), Sum("pieces")
    ):
        if amount or pieces:
            found[id][Key(*key)] = Sum_(int(amount), int(pieces))
    return found


def running(kind: str, ids: Collection[int]) -> dict[tuple[int, str], int]:
    """What the ledger's amounts of each record and sort come to."""
    rows = Entry.objects.filter(source_kind=kind, source_id__in=ids).order_by()
    sums = rows.values_list("source_id", "what").annotate(Sum("amount_minor"))
    return {(id, what): int(sum_ or 0) for id, what, sum_ in sums}


def shares(kind: str, ids: Collection[int]) -> dict[int, list[Share]]:
    """Largest first."""
    found: dict[int, list[Share]] = defaultdict(list)
    for share in Share.objects.filter(source_kind=kind, source_id__in=ids).order_by("-bp", "pk"):
        found[share.source_id].append(share)
    return found


def parts(found: Collection[Share]) -> list[Part]:
    return [Part(one.user_id, one.unit_id, one.unit_path, one.bp) for one in found]


def closed_months() -> set[date]:
    return set(ClosedMonth.objects.values_list("month", flat=True))


def policy() -> CreditPolicy | None:
    return CreditPolicy.objects.first()


def places(user_ids: Collection[int], unit_ids: Collection[int] = ()) -> Mapping[str, Mapping[int, Any]]:
    """Where people stand now (`unit_of`), and the paths of all units (`path_of`)."""
    paths = org.unit_paths() if user_ids or unit_ids else {}
    unit_of = {id: one["unit_id"] for id, one in org.careers_of(set(user_ids)).items()}
    return {"unit_of": unit_of, "path_of": paths}


def seen(kind: str, actor: Actor) -> QuerySet[Any]:
    """Records of this kind that the actor sees; receipts are no subject of their own, they are seen with their contracts."""
    if kind == CreditKind.RECEIPT:
        return receivables.receipts_visible_to(actor)
    return subjects.get(CreditKind(kind)).visible_to(actor)
