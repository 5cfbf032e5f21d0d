"""Who works in the company, and what is true of them."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from dabiao.demo import names
from dabiao.demo.simulation.chance import Chance
from dabiao.demo.simulation.market import INDUSTRIES


@dataclass(frozen=True)
class Seller:
    """`strength` and `skills` are log odds of success; `minutes` the median time to a first contact, `patience` the mean
    number of contacts before giving up."""

    login: str
    name: str
    team: str
    level: str
    strength: float
    minutes: float
    patience: float
    hired_on: date
    skills: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Team:
    name: str
    region: str
    lead: str
    cities: tuple[str, ...]


@dataclass(frozen=True)
class Cast:
    """Everybody who matters to the market. `lead_of` gives a team's lead by the team's name, as a login."""

    teams: tuple[Team, ...]
    managers: dict[str, str]
    sellers: tuple[Seller, ...]

    def lead_of(self, team: str) -> str:
        return f"lead{[one.name for one in self.teams].index(team) + 1}"


EAST = ("杭州", "宁波", "绍兴", "嘉兴")
RIVER = ("上海", "苏州", "南京", "无锡", "合肥")
SOUTH = ("深圳", "广州", "东莞", "佛山", "厦门")
TEAMS = (
    Team("杭州一组", "华东大区", "赵立新", EAST),
    Team("上海二组", "华东大区", "孙海涛", RIVER),
    Team("深圳一组", "华南大区", "黄丽华", SOUTH),
)
MANAGERS = {"华东大区": "李建国", "华南大区": "蔡敏"}
# name, team, level, strength, minutes to the first contact, contacts before giving up, months since hired
SELLERS = (
    ("陈晓燕", 0, "S", 0.85, 3, 3.1, 52),
    ("林志远", 0, "A", 0.35, 6, 2.7, 31),
    ("吴佳宁", 0, "B", 0.1, 9, 2.3, 20),
    ("周雨欣", 1, "A", 0.3, 7, 2.5, 38),
    ("何俊杰", 1, "C", -0.35, 45, 1.8, 27),
    ("徐文博", 1, "D", -0.75, 20, 2.0, 2),
    ("梁子涵", 2, "A", 0.35, 5, 2.6, 34),
    ("邓嘉怡", 2, "B", 0.05, 9, 2.3, 24),
    ("罗景行", 2, "C", -0.15, 25, 2.1, 16),
)
# what some are known for beyond their strength
KNOWN_FOR = {
    "陈晓燕": {"医疗健康": 0.5, "制造业": 0.2},
    "林志远": {"制造业": 0.4},
    "周雨欣": {"零售": 0.6, "餐饮": 0.4},
    "梁子涵": {"制造业": 0.5, "物流": 0.3},
    "徐文博": {"教育培训": 0.5},
}
LEADS_PER_SELLER = 300  # in the whole time; more leads need more people


def cast(seed: int, leads: int, today: date) -> Cast:
    """The nine that everybody knows, and as many more as so many leads need."""
    known = [
        Seller(
            f"sales{place}",
            name,
            TEAMS[team].name,
            level,
            strength,
            minutes,
            patience,
            today - timedelta(days=months * 30 + place),
            _skills(seed, name) | KNOWN_FOR.get(name, {}),
        )
        for place, (name, team, level, strength, minutes, patience, months) in enumerate(SELLERS, 1)
    ]
    more = max(0, round(leads / LEADS_PER_SELLER) - len(known))
    teams = [*TEAMS, *(_team(seed, number) for number in range(-(-more // 6)))]
    taken = {one.name for one in known} | {one.lead for one in teams}
    known += [_seller(seed, number, teams[len(TEAMS) + number // 6], taken, today) for number in range(more)]
    return Cast(tuple(teams), MANAGERS, tuple(known))


def _team(seed: int, number: int) -> Team:
    cities = (EAST, RIVER, SOUTH)[number % 3]
    name = f"{cities[number // 3 % len(cities)]}{'一二三四五六七八九十'[number // 15 % 10]}部"
    region = "华南大区" if cities is SOUTH else "华东大区"
    return Team(name, region, names.person(Chance(seed, "lead of", number)), cities)


def _seller(seed: int, number: int, team: Team, taken: set[str], today: date) -> Seller:
    chance = Chance(seed, "seller", number)
    name = names.person(chance)
    while name in taken:
        name = names.person(chance)
    taken.add(name)
    strength = round(chance.gauss(0, 0.4), 2)
    level = next(
        level
        for level, least in (("S", 0.7), ("A", 0.3), ("B", -0.1), ("C", -0.5), ("D", -9))
        if strength >= least
    )
    return Seller(
        f"sales{len(SELLERS) + 1 + number}",
        name,
        team.name,
        level,
        strength,
        round(chance.about(14, 0.7), 1),
        round(chance.uniform(1.6, 3.1), 1),
        today - timedelta(days=chance.randint(40, 1800)),
        _skills(seed, name),
    )


def _skills(seed: int, name: str) -> dict[str, float]:
    chance = Chance(seed, "skills", name)
    return {industry: round(chance.gauss(0, 0.18), 2) for industry in INDUSTRIES}
