"""Who asks: a person with a number of their own, and the company they write from. Unique by construction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dabiao.demo import names
from dabiao.demo.simulation.chance import Chance
from dabiao.demo.simulation.hours import working
from dabiao.demo.simulation.market import GRADES, INDUSTRIES, SOURCES
from dabiao.demo.simulation.people import Cast, Team


@dataclass(frozen=True)
class Enquirer:
    """Somebody who asks. `team` is that of their city."""

    lead: int
    at: datetime
    industry: str
    team: Team
    values: dict[str, Any]

    @property
    def source(self) -> str:
        return str(self.values["source"])

    @property
    def grade(self) -> str:
        return str(self.values["grade"])

    @property
    def customer(self) -> str:
        """What they turn out to be called, also where they did not say."""
        return str(self.values["company"]) or names.company(self.lead, self.values["region"], self.industry)


def enquirer(seed: int, lead: int, at: datetime, people: Cast) -> Enquirer:
    chance = Chance(seed, "lead", lead)
    industry = chance.one_of({name: one.share for name, one in INDUSTRIES.items()})
    source = chance.one_of({name: one.share for name, one in SOURCES.items()})
    team = chance.choice(people.teams)
    city = chance.choice(team.cities)
    phone = names.mobile(lead)
    values: dict[str, Any] = {
        "name": names.person(chance),
        "company": names.company(lead, city, industry) if chance.happens(0.88) else "",
        "title": chance.choice(names.TITLES),
        "phone": phone,
        "region": city,
        "source": source,
        "campaign": chance.choice(names.CAMPAIGNS[source]),
        "cost_minor": SOURCES[source].cost_minor,
        "remark": names.need(chance),
        "grade": chance.one_of(GRADES),
        "owner_id": None,
        "fields": said(chance, at),
    }
    values["tags"] = [industry] if values["company"] else []  # the company's name tells its trade
    if chance.happens(0.4):
        values["wechat"] = f"wx_1{phone[3:]}"  # nine digits: eight would count as a number in Hong Kong
    if chance.happens(0.15):
        values["email"] = f"1{phone[3:]}@qq.com"
    return Enquirer(lead, at, industry, team, values)


def asking_again(who: Enquirer, chance: Chance) -> tuple[datetime, dict[str, Any]]:
    """When the same person asks once more, and what they say then."""
    at = working(who.at + timedelta(hours=chance.uniform(30, 900)), chance)
    again = {
        **who.values,
        "source": "form",
        "campaign": names.CAMPAIGNS["form"][0],
        "cost_minor": 0,
        "remark": names.need(chance),
    }
    return at, again


def said(chance: Chance, when: datetime) -> dict[str, Any]:
    """What somebody says of budget, schedule and the systems in use, in the company's own fields."""
    found: dict[str, Any] = {}
    if chance.happens(0.6):
        found["budget"] = chance.choice((3, 5, 8, 10, 15, 20, 30, 50, 80)) * 1_000_000
    if chance.happens(0.45):
        found["go_live"] = (when + timedelta(days=chance.randint(30, 240))).date().isoformat()
    if chance.happens(0.5):
        chosen = chance.sample(range(1, len(names.SYSTEMS) + 1), chance.choice((1, 1, 2)))
        found["systems"] = [f"o{number}" for number in sorted(chosen)]
    return found
