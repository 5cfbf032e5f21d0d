"""What people do to a lead, a deal, its contract and its money, by processes that die, each at the next statement; then they
press once more. What makes a new thing at each press is pressed again only where it is not there; screens send a key for
that."""

import json
import os
import sys
from datetime import date
from itertools import count
from typing import Any

import django
from tests.crash.killed_work import Act, by, killed_everywhere

PHONES = count(10_000_000)


def main() -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.opportunities import services as opportunities
    from dabiao.testing.people import NOW, make_company

    opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    company = make_company()
    every = {**before_the_deal(), **in_the_deal(), **after_the_deal()}
    said = {name: killed_everywhere(company, act) for name, act in every.items()}
    sys.stdout.write(json.dumps(said, ensure_ascii=False))


def before_the_deal() -> dict[str, Act]:
    from dabiao.modules.leads import services as leads
    from dabiao.modules.leads.services import Conversion

    return {
        "lead given out": Act(
            a_lead,
            lambda company, lead: leads.assign(
                lead.pk, owner_id=company["sales2"].id, **by(company, "manager")
            ),
        ),
        "lead converted": Act(
            a_lead,
            lambda company, lead: leads.convert(
                lead.pk, conversion=Conversion("CRM 采购", 100_000), **by(company, "sales1")
            ),
        ),
    }


def in_the_deal() -> dict[str, Act]:
    from dabiao.modules.opportunities import services
    from dabiao.modules.opportunities.models import Item
    from dabiao.modules.opportunities.tests.builders import move

    return {
        "line added": Act(
            a_deal,
            lambda company, deal: (
                Item.objects.filter(opportunity=deal).exists()
                or services.add_item(deal.pk, name="年度服务", price_minor=50_000, **by(company, "sales1"))
            ),
        ),
        "line taken out": Act(
            a_line,
            lambda company, line: services.remove_item(
                line.opportunity_id, item_id=line.pk, **by(company, "sales1")
            ),
        ),
        "colleague in the team": Act(
            a_deal,
            lambda company, deal: services.set_member(
                deal.pk, user_id=company["sales3"].id, part="technical", **by(company, "sales1")
            ),
        ),
        "competitor entered": Act(
            a_deal,
            lambda company, deal: services.add_rival(
                deal.pk, name=f"对手 {deal.pk}", **by(company, "sales1")
            ),
        ),
        "stage moved": Act(
            a_deal,
            lambda company, deal: move(company["sales1"], deal, "need_confirmed", expected="interested"),
        ),
        "deal lost": Act(
            a_deal,
            lambda company, deal: move(
                company["sales1"],
                deal,
                "lost",
                expected="interested",
                reason="competitor",
                competitor=f"赢家 {deal.pk}",
            ),
        ),
        "deal handed over": Act(
            a_deal,
            lambda company, deal: services.assign(
                deal.pk, owner_id=company["sales2"].id, **by(company, "manager")
            ),
        ),
    }


def after_the_deal() -> dict[str, Act]:
    from dabiao.modules.contracts import services as contracts
    from dabiao.modules.contracts.tests.builders import SIGNED_ON
    from dabiao.modules.receivables.models import Receipt
    from dabiao.modules.receivables.tests.builders import planned, received, refunded

    return {
        "contract signed, and its deal won": Act(
            a_draft,
            lambda company, one: contracts.sign(one.pk, signed_on=SIGNED_ON, **by(company, "sales1")),
        ),
        "instalments planned": Act(a_contract, planned),
        "money received": Act(
            a_planned_contract,
            lambda company, one: (
                Receipt.objects.filter(contract=one).exists() or received(company, one, 450_000)
            ),
        ),
        "money given back": Act(
            a_receipt,
            lambda company, receipt: receipt.refunds.exists() or refunded(company, receipt, 100_000),
        ),
    }


def a_lead(company: Any, _: int) -> Any:
    from dabiao.modules.leads import services
    from dabiao.testing.names import unused

    values = {"name": unused("王芳"), "phone": f"139{next(PHONES):08d}", "owner_id": company["sales1"].id}
    return services.receive(values=values, **by(company, "sales1")).made


def a_deal(company: Any, _: int) -> Any:
    from dabiao.modules.opportunities.tests.builders import an_opportunity

    return an_opportunity(company["sales1"])


def a_line(company: Any, number: int) -> Any:
    from dabiao.modules.opportunities import services

    deal = a_deal(company, number)
    return services.add_item(deal.pk, name="年度服务", price_minor=50_000, **by(company, "sales1"))


def a_draft(company: Any, _: int) -> Any:
    from dabiao.modules.contracts.tests import builders

    customer = builders.a_customer(company["sales1"])
    deal = builders.an_opportunity(company["sales1"], customer)
    return builders.a_contract(company["sales1"], customer_id=customer.pk, opportunity_id=deal.pk)


def a_contract(company: Any, _: int) -> Any:
    from dabiao.modules.contracts.tests.builders import a_won_contract

    return a_won_contract(company["sales1"])


def a_planned_contract(company: Any, number: int) -> Any:
    from dabiao.modules.receivables.tests.builders import planned

    contract = a_contract(company, number)
    planned(company, contract)
    return contract


def a_receipt(company: Any, number: int) -> Any:
    from dabiao.modules.receivables.tests.builders import received

    return received(company, a_planned_contract(company, number), 450_000, received_on=date(2026, 3, 2))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    django.setup()
    main()
