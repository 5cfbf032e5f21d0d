"""Metrics of the company's own, the tax in what is counted, and whom receipts count for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.tree import All, Any_, Leaf, Node, Not, Related, parse
from dabiao.core.db import hold_name
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.money import DEFAULT_CURRENCY, check_currency
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Aim, Measured, ReceiptsFollow, Source, TreeState
from dabiao.modules.targets.models import CreditPolicy, Metric, Tree
from dabiao.modules.targets.queries import METRICS
from dabiao.modules.targets.queries._sources import KINDS
from dabiao.modules.targets.rules import ratios
from dabiao.modules.targets.services._tallying import TALLIES

ALWAYS = frozenset({"tax_bp", "active"})  # of the product's own too
OWN = ALWAYS | {"name", "where", "aim"}
POLICY = 1


@transaction.atomic
def create_metric(
    *,
    name: str,
    source: str,
    measured: str,
    measure: str = "",
    day_field: str,
    where: Mapping[str, Any] | None = None,
    currency: str = DEFAULT_CURRENCY,
    aim: str = Aim.AT_LEAST,
    tax_bp: int = 0,
    over_id: int | None = None,
    under_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Metric:
    """A metric of the company's own; a derived one of two others. Raises `targets.needs_two`, `targets.no_such_ratio`,
    `targets.ratio_of_currencies`, `targets.unknown_day`, `targets.unknown_measure`, `targets.metric_exists` (409),
    `targets.condition_of_the_reader`, `conditions.*`, `access.forbidden`."""
    actor.require(METRICS)
    if source == Source.DERIVED:
        facts = _of_two(over_id, under_id, tax_bp, where)
    else:
        facts = _of_records(source, measured, measure, day_field, over_id, under_id)
        facts |= {"where": dict(where or {}), "currency": check_currency(currency)}
    metric = Metric(
        **facts,
        name=name.strip(),
        source=source,
        aim=aim,
        tax_bp=tax_bp,
        created_at=now,
        updated_at=now,
    )
    _check(metric)
    hold_name(TALLIES)
    metric.code = f"own_{(Metric.objects.order_by('-pk').values_list('pk', flat=True).first() or 0) + 1}"
    metric.save()
    record(events.MetricCreated(metric.name), metric, actor=actor, now=now)
    return metric


def _of_records(
    source: str, measured: str, measure: str, day_field: str, over_id: int | None, under_id: int | None
) -> dict[str, Any]:
    kind = KINDS[Source(source)]
    if day_field not in kind.days:
        raise Invalid("targets.unknown_day", field="day_field", value=day_field, known=", ".join(kind.days))
    measures = kind.measures if measured == Measured.MONEY else ("",)
    if measure not in measures or measured == Measured.RATIO:
        known = ", ".join(measures) or "—"
        raise Invalid("targets.unknown_measure", field="measure", value=measure, known=known)
    if over_id is not None or under_id is not None:
        raise Invalid("targets.not_derived", field="over_id")
    return {"measured": measured, "measure": measure, "day_field": day_field}


def _of_two(
    over_id: int | None, under_id: int | None, tax_bp: int, where: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What it is measured in follows from the two; each has a condition and a tax of its own."""
    two = Metric.objects.filter(active=True, over=None).in_bulk([id for id in (over_id, under_id) if id])
    over, under = two.get(over_id or 0), two.get(under_id or 0)
    if over is None or under is None or over == under or tax_bp or where:
        raise Invalid("targets.needs_two", field="over_id" if over is None else "under_id")
    measured = ratios.measure((over.measured, over.currency), (under.measured, under.currency))
    return {"measured": measured, "currency": over.currency, "over": over, "under": under}


@transaction.atomic
def edit_metric(
    metric_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Metric:
    """Name, condition, aim, tax, in use or not; of the product's own only tax and use. Open months are counted anew, closed
    ones stay. Raises `edit.conflict`, `core.not_editable`, `targets.metric_in_use` (409), and as `create_metric`."""
    actor.require(METRICS)
    hold_name(TALLIES)
    metric = Metric.objects.select_for_update().filter(pk=metric_id).first()
    if metric is None:
        raise NotFound("core.not_found", kind="metric", id=metric_id)
    editable = ALWAYS if metric.built_in else OWN
    if metric.derived:
        editable -= {"tax_bp", "where"}
    applied = merge_edit(metric, changes, base=base, version=version, editable=editable)
    if not applied:
        return metric
    _check(metric)
    counted = Q(metric=metric) | Q(metric__over=metric) | Q(metric__under=metric)
    if not metric.active and Tree.objects.filter(counted, state=TreeState.OPEN).exists():
        raise Conflict("targets.metric_in_use", field="active", name=str(metric))
    if applied.keys() & {"where", "tax_bp", "active"}:
        metric.tallied_at = None
    metric.updated_at = now
    metric.save(update_fields=[*applied, "tallied_at", "version", "updated_at"])
    record(events.MetricEdited(str(metric), wired(applied)), metric, actor=actor, now=now)
    return metric


def _check(metric: Metric) -> None:
    if not metric.built_in and not metric.name:
        raise Invalid("core.required", field="name")
    if metric.name and Metric.objects.filter(name=metric.name).exclude(pk=metric.pk).exists():
        raise Conflict("targets.metric_exists", field="name", name=metric.name)
    if metric.tax_bp and metric.measured != Measured.MONEY:
        raise Invalid("targets.tax_of_pieces", field="tax_bp")
    if not 0 <= metric.tax_bp <= 10_000:
        raise Invalid("targets.tax_out_of_range", field="tax_bp")
    if metric.where:
        _refuse_reader(parse(metric.where, vocabulary.of(metric.source)))


def _refuse_reader(node: Node) -> None:
    """A metric is the same whoever looks, and whenever. Raises `targets.condition_of_the_reader`."""
    match node:
        case All(parts) | Any_(parts):
            for part in parts:
                _refuse_reader(part)
        case Not(part):
            _refuse_reader(part)
        case Related(_, _, _, inner):
            _refuse_reader(inner)
        case Leaf(_, term, op, value) if op in _READER or _moves(term.type, value):
            raise Invalid("targets.condition_of_the_reader", field="where", name=term.name)


_READER = frozenset({"is_me", "my_team", "my_unit"})


def _moves(type: str, value: Any) -> bool:
    """A day that is another tomorrow: `today`, `last_7_days`."""
    values = value if isinstance(value, tuple) else (value,)
    return type in ("date", "datetime") and any(
        (isinstance(one, str) and one and not one[0].isdigit()) or "_days_" in str(one) for one in values
    )


@transaction.atomic
def edit_policy(
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> CreditPolicy:
    """Whom receipts count for that come in from now on; those that are in the ledger stay. Raises `edit.conflict`,
    `core.not_a_choice`, `access.forbidden`."""
    actor.require(METRICS)
    CreditPolicy.objects.get_or_create(pk=POLICY, defaults={"updated_at": now})
    policy = CreditPolicy.objects.select_for_update().get(pk=POLICY)
    applied = merge_edit(policy, changes, base=base, version=version, editable=frozenset({"receipts"}))
    if applied:
        if policy.receipts not in ReceiptsFollow.values:
            known = ", ".join(ReceiptsFollow.values)
            raise Invalid("core.not_a_choice", field="receipts", value=policy.receipts, known=known)
        policy.updated_at = now
        policy.save(update_fields=[*applied, "version", "updated_at"])
        record(events.CreditPolicyEdited(wired(applied)), ("target_policy", POLICY), actor=actor, now=now)
    return policy
