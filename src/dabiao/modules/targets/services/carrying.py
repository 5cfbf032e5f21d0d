"""Customers, deals and events are put down as what carries a figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, Many, NotFound, within
from dabiao.core.events.services import record
from dabiao.modules.customers import queries as customers
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.sales_events import queries as sales_events
from dabiao.modules.sales_events.enums import EventState
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import CarrierKind, CarrierState
from dabiao.modules.targets.models import FIGURE_MAX, Carrier, Cell
from dabiao.modules.targets.queries.coverage import cell_for, deals_of, judge, may_carry, with_pipeline
from dabiao.modules.targets.rules.periods import Period
from dabiao.modules.targets.rules.ratios import refuse_parts
from dabiao.modules.targets.services._locking import locked_tree

MOST = 200


@dataclass(frozen=True, slots=True)
class Carrying:
    """One line as it is wanted. A deal without an amount is carried with what it says itself; an event may be one that is only
    named yet."""

    kind: str
    ref_id: int | None = None
    name: str = ""
    amount: int | None = None
    note: str = ""


@transaction.atomic
def carry(cell_id: int, *, lines: Sequence[Carrying], actor: Actor, now: datetime) -> list[Carrier]:
    """All of these lines, or none. A deal that carried another period and has fallen out of it is released there.

    Raises `core.several_errors`; for one line `targets.deal_carried` (409), `targets.deal_outside`, `targets.customer_carried`,
    `targets.event_carried`, `targets.event_outside`, `targets.no_pipeline`, `core.required`, `core.not_found_here`,
    `targets.not_yours`.
    """
    cell = _writable(cell_id, actor)
    made, errors = [], []
    for place, one in enumerate(lines):
        try:
            with within(f"lines.{place}"):
                made.append(_add(cell, one, actor, now))
        except DomainError as error:
            errors.append(error)
    _raise(errors)
    _tell(cell, [str(one) for one in made], "added", actor, now)
    return made


@transaction.atomic
def edit_carriers(
    cell_id: int, *, changes: Mapping[int, Mapping[str, Any]], actor: Actor, now: datetime
) -> list[Carrier]:
    """Amounts, notes and the names of events, all or none. Raises as `carry`."""
    cell = _writable(cell_id, actor)
    rows = _own(cell, list(changes))
    errors: list[DomainError] = []
    for place, (id, values) in enumerate(changes.items()):
        try:
            with within(f"lines.{place}"):
                _change(rows[id], values, now)
        except DomainError as error:
            errors.append(error)
    _raise(errors)
    _tell(cell, [str(one) for one in rows.values()], "edited", actor, now)
    return list(rows.values())


@transaction.atomic
def drop_carriers(cell_id: int, *, ids: Sequence[int], actor: Actor, now: datetime) -> None:
    """They carry it no longer. Raises `core.not_found_here`, `targets.not_yours`."""
    cell = _writable(cell_id, actor)
    rows = _own(cell, ids)
    Carrier.objects.filter(pk__in=rows).delete()
    _tell(cell, [str(one) for one in rows.values()], "removed", actor, now)


def _writable(cell_id: int, actor: Actor) -> Cell:
    cell = cell_for(cell_id, actor=actor)
    locked_tree(cell.tree_id, actor=actor)
    refuse_parts(cell.tree.metric.derived, str(cell.tree.metric), "lines")
    if not may_carry(actor, cell.node):
        raise Forbidden("targets.not_yours", field="cell_id", node=cell.node.name)
    return cell


def _own(cell: Cell, ids: Sequence[int]) -> dict[int, Carrier]:
    rows = Carrier.objects.filter(cell=cell, pk__in=ids).in_bulk()
    for place, id in enumerate(ids):
        if id not in rows:
            raise NotFound("core.not_found_here", field=f"lines.{place}.id", value=id)
    return {id: rows[id] for id in dict.fromkeys(ids)}


def _add(cell: Cell, one: Carrying, actor: Actor, now: datetime) -> Carrier:
    _check_amount(one.amount, one.kind)
    row = Carrier(
        cell=cell,
        metric=cell.tree.metric,
        kind=one.kind,
        ref_id=one.ref_id,
        name=one.name.strip(),
        amount=one.amount,
        note=one.note.strip(),
        entered_by_id=actor.user_id,
        created_at=now,
        updated_at=now,
    )
    {
        CarrierKind.EVENT: _of_event,
        CarrierKind.CUSTOMER: _of_customer,
        CarrierKind.OPPORTUNITY: _of_deal,
    }[CarrierKind(one.kind)](row, actor, now)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # somebody else was quicker, in another tree of the same metric
        raise Conflict("targets.deal_carried", field="ref_id", name=row.name, node="", on="") from None
    return row


def _of_event(row: Carrier, actor: Actor, now: datetime) -> None:
    """One of the company's sales events, which has to be over by the end of the period; or one by its name alone."""
    if row.ref_id is None:
        if not row.name:
            raise Invalid("core.required", field="name")
        return
    known = None
    if actor.may(sales_events.READ):
        known = sales_events.visible_to(actor).filter(pk=row.ref_id).first()
    if known is None:
        raise Invalid("core.not_found_here", field="ref_id", value=row.ref_id)
    row.name = known.name
    held_on, cell = local_day(known.starts_at), row.cell
    if held_on > cell.ends_on or known.state == EventState.CANCELLED:
        day, until = held_on.isoformat(), cell.ends_on.isoformat()
        raise Invalid("targets.event_outside", field="ref_id", name=known.name, on=day, until=until)
    if _carried(row):
        raise Conflict("targets.event_carried", field="ref_id", name=known.name)


def _carried(row: Carrier) -> bool:
    same = Carrier.objects.filter(cell=row.cell, kind=row.kind, ref_id=row.ref_id, released_at=None)
    return same.exists()


def _of_customer(row: Carrier, actor: Actor, now: datetime) -> None:
    among = customers.visible_to(actor).filter(pk=row.ref_id or 0)
    known = among.values_list("name", flat=True).first()
    if known is None:
        raise Invalid("core.not_found_here", field="ref_id", value=row.ref_id)
    row.name = known
    if _carried(row):
        raise Conflict("targets.customer_carried", field="ref_id", name=known)


def _of_deal(row: Carrier, actor: Actor, now: datetime) -> None:
    if not with_pipeline(row.metric):
        raise Invalid("targets.no_pipeline", field="kind", metric=str(row.metric))
    if row.ref_id is None or not opportunities.known_to(actor, [row.ref_id]):
        raise Invalid("core.not_found_here", field="ref_id", value=row.ref_id)
    deal = opportunities.standing([row.ref_id])[row.ref_id]
    row.name = deal.name
    standing = (
        Carrier.objects.filter(
            metric=row.metric, kind=CarrierKind.OPPORTUNITY, ref_id=row.ref_id, released_at=None
        )
        .select_related("cell__node")
        .first()
    )
    if standing is not None:
        _refuse_held(standing, row)
    _refuse_outside(row, local_day(deal.closed_at) if deal.closed_at else deal.win_on, deal.kind)
    if standing is not None:
        Carrier.objects.filter(pk=standing.pk).update(released_at=now)


def _refuse_held(standing: Carrier, row: Carrier) -> None:
    cell = standing.cell
    period = Period(cell.starts_on, cell.ends_on, cell.grain)  # type: ignore[arg-type]
    (judged,) = judge([standing], deals_of([standing]), row.metric, period, ())
    if judged.state != CarrierState.FALLEN_OUT or cell.pk == row.cell_id:
        raise Conflict(
            "targets.deal_carried",
            field="ref_id",
            name=row.name,
            node=cell.node.name,
            on=cell.starts_on.isoformat(),
        )


def _refuse_outside(row: Carrier, day: date | None, kind: str) -> None:
    """Only what is to be won, or was won, in the period carries it."""
    cell = row.cell
    if kind == "lost" or day is None or not cell.starts_on <= day <= cell.ends_on:
        raise Invalid(
            "targets.deal_outside",
            field="ref_id",
            name=row.name,
            on=day.isoformat() if day else "—",
            first=cell.starts_on.isoformat(),
            last=cell.ends_on.isoformat(),
        )


def _change(row: Carrier, values: Mapping[str, Any], now: datetime) -> None:
    for name, value in values.items():
        if name == "amount":
            _check_amount(value, row.kind)
        if name == "name" and (row.kind != CarrierKind.EVENT or row.ref_id or not value.strip()):
            typed = row.kind == CarrierKind.EVENT and row.ref_id is None
            raise Invalid("core.required" if typed else "core.not_editable", field=name)
        setattr(row, name, value)
    row.updated_at = now
    row.save(update_fields=[*values, "updated_at"])


def _check_amount(amount: int | None, kind: str) -> None:
    if amount is None and kind != CarrierKind.OPPORTUNITY:
        raise Invalid("core.required", field="amount")
    if amount is not None and not 0 <= amount <= FIGURE_MAX:
        raise Invalid("targets.figure_out_of_range", field="amount", value=amount, limit=FIGURE_MAX)


def _raise(errors: list[DomainError]) -> None:
    if errors:
        raise errors[0] if len(errors) == 1 else Many(errors)


def _tell(cell: Cell, names: list[str], change: str, actor: Actor, now: datetime) -> None:
    fact = events.CarriersChanged(cell.node.name, cell.grain, cell.starts_on, change, names)
    record(fact, cell, actor=actor, now=now)
