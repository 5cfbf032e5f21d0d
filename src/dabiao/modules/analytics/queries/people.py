"""The table per person: whoever has something in sight, and whoever sells there but has nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from dabiao.core.access.models import Role
from dabiao.core.actor import Actor
from dabiao.modules.analytics.queries.figures import COLUMNS, Ledger, Value, figures
from dabiao.modules.analytics.queries.numbers import Batch, Link, given
from dabiao.modules.analytics.queries.sources import LEADS
from dabiao.modules.org import queries as org
from dabiao.modules.org.enums import WORKING

SHOWN = 200
# Whoever opens deals, within less than the whole company, sells.
SELLS, SOMEWHERE = "opportunity.create", ("own", "team", "unit")

Values = Mapping[str, int]
Counted = Sequence[tuple[Batch, Mapping[int | None, Values]]]


def people(counted: Counted, *, unit_id: int | None, actor: Actor) -> dict[str, Any]:
    """`{people, people_count}`: at most 200 rows, the strongest first; what lies with nobody comes last."""
    if not counted:
        return {"people": [], "people_count": 0}
    has = _by_person(counted)
    names = _sellers(unit_id, actor)
    names |= org.names_of([owner for owner in has if owner is not None and owner not in names])
    known = {owner: names.get(owner, f"#{owner}") for owner in names.keys() | has.keys() if owner is not None}
    ranked = sorted(known, key=lambda owner: (_rank(has.get(owner, {})), known[owner], owner))
    rows = [_row(owner, known[owner], _ledger(counted, owner, unit_id)) for owner in ranked[:SHOWN]]
    if None in has:
        rows.append(_row(None, None, _ledger(counted, None, unit_id)))
    return {"people": rows, "people_count": len(ranked)}


def _by_person(counted: Counted) -> dict[int | None, dict[str, int]]:
    """Person → what they have of the table's numbers; whoever has none of these is left out."""
    shown = {column.key for column in COLUMNS} | {column.of for column in COLUMNS}
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    for _, by_owner in counted:
        for owner, values in by_owner.items():
            has = {key: value for key, value in values.items() if value and key in shown}
            if has:
                found[owner] |= has
    return found


def _sellers(unit_id: int | None, actor: Actor) -> dict[int, str]:
    """Working people in sight who sell, by id."""
    selling = [role.pk for role in Role.objects.only("grants") if role.grants.get(SELLS) in SOMEWHERE]
    found = org.visible_to(actor).filter(status__in=WORKING, user__roles__in=selling)
    if unit_id is not None:
        found = found.filter(unit_id__in=org.units_below(unit_id))
    return dict(found.values_list("user_id", "user__name"))


def _rank(has: Values) -> list[int]:
    return [-has.get(key, 0) for key in ("signed_amount", "opportunities_amount", "leads_received")]


def _ledger(counted: Counted, owner: int | None, unit_id: int | None) -> dict[str, Value]:
    """One person's numbers, each with its list; zero where a list holds nothing of theirs."""
    ledger: dict[str, Value] = {}
    for batch, by_owner in counted:
        values = by_owner.get(owner, {})
        for number in batch.numbers:
            ledger[number.key] = Value(values.get(number.key, 0), _link(batch, number.key, owner, unit_id))
    return ledger


def _link(batch: Batch, key: str, owner: int | None, unit_id: int | None) -> Link | None:
    if owner is not None:
        return batch.link(key, given(unit_id=unit_id, owner_id=owner))
    return batch.link(key, given(unit_id=unit_id, pool=True)) if batch.source is LEADS else None


def _row(owner: int | None, name: str | None, ledger: Ledger) -> dict[str, Any]:
    return {"owner_id": owner, "owner_name": name, "figures": figures(ledger, COLUMNS)}
