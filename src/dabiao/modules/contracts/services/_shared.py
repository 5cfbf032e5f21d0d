"""What every write of a contract needs: whom and what it may concern, its number, its event."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.core.money import check_amount, check_currency
from dabiao.core.scoping import covers
from dabiao.core.text import squash
from dabiao.modules.contracts import rules
from dabiao.modules.contracts.models import Contract, NumberSeries
from dabiao.modules.customers import queries as customers
from dabiao.modules.opportunities import queries as opportunity_queries
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.org import queries as org


def check_person(holder: org.Holder, actor: Actor) -> None:
    """A contract is given only to somebody within reach."""
    if not covers(actor, "contract.assign", id=0, owner_id=holder.user_id, unit_id=holder.unit_id):
        raise Forbidden("contracts.person_out_of_reach", field="owner_id", name=holder.name)


def check(contract: Contract) -> None:
    if not contract.title:
        raise Invalid("core.required", field="title")
    check_amount(contract.amount_minor)
    check_currency(contract.currency)
    rules.check_dates(contract.starts_on, contract.ends_on)


def check_parties(contract: Contract, actor: Actor) -> None:
    """Both are known to the actor, and the opportunity is the customer's."""
    if not customers.visible_to(actor).filter(pk=contract.customer_id).exists():
        raise Invalid("core.not_found_here", field="customer_id", value=contract.customer_id)
    if contract.opportunity_id is None:
        return
    opportunity = opportunity_queries.visible_to(actor).filter(pk=contract.opportunity_id).first()
    if opportunity is None:
        raise Invalid("core.not_found_here", field="opportunity_id", value=contract.opportunity_id)
    if opportunity.customer_id != contract.customer_id:
        raise Invalid(
            "contracts.opportunity_elsewhere", field="opportunity_id", value=contract.opportunity_id
        )


def number_for(given: str, today: date) -> str:
    """The number given by hand, or the month's next one that nobody gave by hand before."""
    given = squash(given)
    month = rules.month_of(given) if given else f"{today:%Y%m}"
    series = _locked_series(month) if month else None
    if given or series is None:
        return given
    while True:
        series.last += 1
        number = rules.number(series.month, series.last)
        if not Contract.objects.filter(number=number).exists():
            series.save(update_fields=["last"])
            return number


def _locked_series(month: str) -> NumberSeries:
    """Everyone who numbers a contract in this month waits here, also those who give such a number by hand."""
    NumberSeries.objects.bulk_create([NumberSeries(month=month)], ignore_conflicts=True)
    return NumberSeries.objects.select_for_update().get(pk=month)


def save_numbered(contract: Contract) -> None:
    try:
        with transaction.atomic():
            contract.save()
    except IntegrityError:
        if not Contract.objects.filter(number=contract.number).exclude(pk=contract.pk).exists():
            raise
        raise Conflict("contracts.number_taken", field="number", number=contract.number) from None


def save_acted(contract: Contract, now: datetime, *fields: str) -> None:
    contract.version, contract.updated_at = contract.version + 1, now
    contract.save(update_fields=[*fields, "version", "updated_at"])


def tell(fact: Fact, contract: Contract, actor: Actor, now: datetime) -> None:
    record(fact, *subjects_of(contract), actor=actor, now=now)


def subjects_of(contract: Contract) -> list[Contract | tuple[str, int]]:
    """The contract, and whose timelines its story belongs to as well."""
    of_opportunity = [("opportunity", contract.opportunity_id)] if contract.opportunity_id is not None else []
    return [contract, ("customer", contract.customer_id), *of_opportunity]


def win(contract: Contract, actor: Actor, now: datetime) -> None:
    if contract.opportunity_id is not None:
        opportunities.win(contract.opportunity_id, cause="contract_signed", actor=actor, now=now)
