"""What is true and no one in the company knows: the chance of every lead and deal, and what it is made of.

Log odds add up: quality of source and grade, appetite of the industry, strength and skill of the salesperson, speed of the
first contact, number of contacts, and a drift over the months.
"""

from dataclasses import asdict, dataclass, field
from math import exp, log2
from typing import Any

from dabiao.demo.simulation.market import GRADE_EFFECT, INDUSTRIES, SOURCES
from dabiao.demo.simulation.people import Cast, Seller

BASE_DEAL, BASE_WIN = -2.6, 0.0
# per doubling of the time to the first contact beyond five minutes
SLOWNESS = -0.14
# per contact that the salesperson is ready to make, beyond the first, at most five
PERSISTENCE = 0.18
COMPETITION = -0.55
# beyond a quarter million every doubling of the price makes it harder
DEAR = -0.2
STRENGTH_WINS = 0.8


def chance_of(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))


@dataclass(frozen=True)
class Trial:
    """One lead in one person's hands. `month` counts from the beginning of the time, as a part of all of it (0 to 1)."""

    lead: int
    arrived_at: str
    source: str
    industry: str
    region: str
    grade: str
    seller: str
    month: float
    minutes: float
    contacts: int
    second_hand: bool
    chance: float
    deal: bool


@dataclass(frozen=True)
class Bid:
    """One deal. `chance` is that of winning it, `won` how it ends, be it after the present."""

    deal: int
    lead: int
    seller: str
    industry: str
    amount_minor: int
    competitor: str
    payer: str
    chance: float
    won: bool


def chance_of_deal(
    *,
    source: str,
    industry: str,
    grade: str,
    seller: Seller,
    month: float,
    minutes: float,
    contacts: int,
    second_hand: bool = False,
) -> float:
    """That the lead becomes a deal in this person's hands."""
    market = SOURCES[source].quality + SOURCES[source].drift * month + INDUSTRIES[industry].appetite
    effort = SLOWNESS * log2(max(minutes, 5) / 5) + PERSISTENCE * min(contacts - 1, 5)
    person = seller.strength + seller.skills.get(industry, 0.0)
    return chance_of(
        BASE_DEAL + market + GRADE_EFFECT[grade] + person + effort - (0.6 if second_hand else 0.0)
    )


def chance_of_win(*, seller: Seller, industry: str, competitor: str, yuan: float, again: bool) -> float:
    """That the deal is won; who has bought before is easier to sell to."""
    rival = COMPETITION if competitor else 0.0
    person = STRENGTH_WINS * (seller.strength + seller.skills.get(industry, 0.0))
    return chance_of(
        BASE_WIN + person + rival + DEAR * log2(max(yuan, 250_000) / 250_000) + (0.9 if again else 0.0)
    )


@dataclass
class Truth:
    """Everything true of one world. `trials` and `bids` are in the order of their leads."""

    seed: int
    cast: Cast
    trials: list[Trial] = field(default_factory=list)
    bids: list[Bid] = field(default_factory=list)

    def parameters(self) -> dict[str, Any]:
        """What the chances are made of, and that of each person × source × industry in a plain case.

        Plain: grade B, answered in five minutes, three contacts, in the middle of the time.
        """
        return {
            "seed": self.seed,
            "base": {"deal": BASE_DEAL, "win": BASE_WIN},
            "effects": {
                "slowness_per_doubling_beyond_5_minutes": SLOWNESS,
                "persistence_per_contact": PERSISTENCE,
                "competition": COMPETITION,
                "dear_per_doubling_beyond_250000": DEAR,
                "strength_on_winning": STRENGTH_WINS,
                "grade": GRADE_EFFECT,
            },
            "sources": {name: asdict(one) for name, one in SOURCES.items()},
            "industries": {name: asdict(one) for name, one in INDUSTRIES.items()},
            "sellers": [{**asdict(one), "hired_on": one.hired_on.isoformat()} for one in self.cast.sellers],
            "chance_of_deal": {
                one.login: {
                    source: {industry: _plain(one, source, industry) for industry in INDUSTRIES}
                    for source in SOURCES
                }
                for one in self.cast.sellers
            },
        }


def _plain(seller: Seller, source: str, industry: str) -> float:
    case = {"grade": "B", "month": 0.5, "minutes": 5.0, "contacts": 3}
    return round(chance_of_deal(source=source, industry=industry, seller=seller, **case), 4)  # type: ignore[arg-type]
