"""A competitor in deals, and what was heard of them."""

from typing import Any

from dabiao.modules.market import services
from dabiao.modules.market.models import Card, Note
from dabiao.modules.opportunities import services as deals
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.tests.builders import an_opportunity
from dabiao.testing.people import NOW, Company, Person

RIVAL = "云帆销管"


def a_note(person: Person, competitor: str = RIVAL, **facts: Any) -> Note:
    values = {"text": "对老客户打八折", "sort": "other", "source": "customer", "certainty": "seen", **facts}
    return services.add_note(values=values, competitor=competitor, actor=person.actor, now=NOW)


def a_deal(person: Person, *rivals: str, **facts: Any) -> Opportunity:
    deal = an_opportunity(person, **facts)
    for name in rivals:
        deals.add_rival(deal.pk, name=name, actor=person.actor, now=NOW)
    return deal


def a_card(company: Company, competitor_id: int, **parts: str) -> Card:
    said = {"claims": "实施只要两周", "answers": "只含标准模块", **parts}
    return services.create_card(
        competitor_id=competitor_id, parts=said, actor=company["manager"].actor, now=NOW
    )
