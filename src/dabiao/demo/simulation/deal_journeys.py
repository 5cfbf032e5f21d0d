"""A deal from its opening to signature or loss. Each deal has a stream of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dabiao.demo import names
from dabiao.demo.simulation import truth
from dabiao.demo.simulation.chance import Chance
from dabiao.demo.simulation.happenings import (
    Budgeted,
    Challenged,
    Contacted,
    Converted,
    Described,
    Happening,
    Joined,
    Lost,
    Moved,
    Postponed,
    Quoted,
    Reopened,
)
from dabiao.demo.simulation.hours import after
from dabiao.demo.simulation.lead_journeys import Ripe
from dabiao.demo.simulation.market import (
    COMPETITORS,
    INDUSTRIES,
    LOST_AT,
    LOST_FOR,
    PAYS,
    SAID_OF,
    STAGE_DAYS,
    THREATS,
)
from dabiao.demo.simulation.money import Bought, pay_for
from dabiao.demo.simulation.people import Cast
from dabiao.demo.simulation.quoting import quote
from dabiao.demo.talk import talk_about

RECENT = timedelta(days=12)
FORGETS, HAS_RIVAL, BUYS_AGAIN = 0.06, 0.45, 0.18
HEARS_OF_RIVAL, HEARS_OF_ANOTHER, TELLS_BUDGET, GETS_QUOTE = 0.85, 0.22, 0.6, 0.7
LARGE = 30_000_000  # minor units: beyond, a colleague is asked to help, with the largest their lead too
LARGEST = 60_000_000
QUOTED_IN = 2  # the stage in which the buyer has accepted a solution
CUSTOMERS_SAY = (
    "客户认可方向，下一步给方案",
    "参会三人，信息部提了集成问题",
    "价格还需争取",
    "关键人已点头，等流程",
    "试用反馈不错，想再看报表",
    "采购要求补两份资料",
)


@dataclass(frozen=True)
class Opening:
    """Where a deal comes from: a lead that is ripe, or (`earlier`) a customer who has bought."""

    ripe: Ripe
    earlier: int | None = None

    @property
    def number(self) -> int:
        """Two for each lead: of its conversion, and of the customer's second purchase."""
        return self.ripe.who.lead * 2 + (self.earlier is not None)


class DealJourney:
    """`happenings` is what happened until `end`; `next` is a further deal of the same customer."""

    def __init__(self, seed: int, opening: Opening, people: Cast, end: datetime) -> None:
        self.opening, self.end, self.seed = opening, end, seed
        self.number, self.seller = opening.number, opening.ripe.seller
        self.industry = opening.ripe.who.industry
        self.people = people
        self.lead_login = people.lead_of(self.seller.team)
        self.chance = Chance(seed, "deal", self.number)
        self.happenings: list[Happening] = []
        self.next: Opening | None = None
        chance = self.chance
        self.name = chance.choice(names.PRODUCTS)
        yuan = min(chance.about(INDUSTRIES[self.industry].yuan, 0.55), 2_600_000)
        self.amount_minor = max(round(yuan / 1000) * 100_000, 1_980_000)
        self.competitor = chance.one_of(COMPETITORS) if chance.happens(HAS_RIVAL) else ""
        self.payer = chance.one_of(PAYS[INDUSTRIES[self.industry].pays])
        self.heard = self._heard(Chance(seed, "heard", self.number))
        odds = truth.chance_of_win(
            seller=self.seller,
            industry=self.industry,
            competitor=self.competitor,
            yuan=self.amount_minor / 100,
            again=opening.earlier is not None,
        )
        self.won = chance.happens(odds)
        self.bid = truth.Bid(
            self.number,
            opening.ripe.who.lead,
            self.seller.login,
            self.industry,
            self.amount_minor,
            self.competitor,
            self.payer,
            round(odds, 5),
            self.won,
        )
        self._live()

    def _say(self, one: Happening) -> None:
        if one.at <= self.end:
            self.happenings.append(one)

    def _live(self) -> None:
        start = self._open(self.opening.ripe.at)
        lost_at = None if self.won else self.chance.choices(range(len(LOST_AT)), LOST_AT)[0]
        meetings = self._meetings(start, lost_at)
        for place, (when, stage, is_last) in enumerate(meetings):
            lost = place + 1 == len(meetings) and not self.won
            following = meetings[place + 1][0] if place + 1 < len(meetings) else None
            self._put_off(when)
            self._meet(when, lost=lost, next_at=following)
            if not lost:
                self._hear(place, when)
                if place == 1:
                    self._gather(when)
                if is_last and stage == QUOTED_IN - 1:
                    self._offer(when)
            if self.end - when < RECENT and not lost and self.chance.happens(FORGETS):
                return  # promised, and forgotten until somebody notices
            for said in talk_about(self.chance, self.number, self.seller.login, self.lead_login, when):
                self._say(said)
            if is_last and not lost and stage + 1 < len(STAGE_DAYS):
                self._say(Moved(at=when, by=self.seller.login, deal=self.number))
        if self.won:
            self._sell(meetings[-1][0])
        else:
            self._lose(meetings[-1][0])

    def _heard(self, chance: Chance) -> dict[int, list[dict[str, Any]]]:
        """Meeting → what is heard there of others who bid and of the customer's budget: facts that a happening is made of.

        Of who really bids one hears nearly always; another is heard of at times, and changes nothing.
        """
        heard: dict[int, list[dict[str, Any]]] = {}
        others = [name for name in COMPETITORS if name != self.competitor]
        named = [self.competitor] if self.competitor and chance.happens(HEARS_OF_RIVAL) else []
        if self.competitor and chance.happens(HEARS_OF_ANOTHER):
            named.append(chance.choice(others))
        for name in named:
            note = chance.choice(SAID_OF[name])
            said = {"name": name, "threat": chance.one_of(THREATS[name]), "note": note}
            heard.setdefault(chance.randrange(3), []).append(said)
        if chance.happens(TELLS_BUDGET):
            yuan = round(self.amount_minor * chance.uniform(0.85, 1.3) / 1_000_000) * 10_000
            days = timedelta(days=chance.randint(30, 80))
            heard.setdefault(chance.randrange(2), []).append({"budget_minor": yuan * 100, "days": days})
        return heard

    def _gather(self, when: datetime) -> None:
        """For a large deal somebody of another team is asked in, for the largest ones the seller's own lead as well."""
        if self.amount_minor < LARGE:
            return
        working = [
            one.login
            for one in self.people.sellers
            if one.team != self.seller.team and one.hired_on < when.date()
        ]
        helping = [(Chance(self.seed, "team", self.number).choice(working), "technical")] if working else []
        if self.amount_minor >= LARGEST:
            helping.append((self.lead_login, "sponsors"))
        for login, part in helping:
            self._say(Joined(at=when, by=self.seller.login, deal=self.number, who=login, part=part))

    def _offer(self, when: datetime) -> None:
        chance = Chance(self.seed, "quote", self.number)
        if chance.happens(GETS_QUOTE):
            lines = quote(chance, self.name, self.amount_minor)
            self._say(Quoted(at=when, by=self.seller.login, deal=self.number, lines=lines))

    def _hear(self, place: int, when: datetime) -> None:
        by: dict[str, Any] = {"at": when, "by": self.seller.login, "deal": self.number}
        for said in self.heard.get(place, ()):
            if "name" in said:
                self._say(Challenged(**by, **said))
            else:
                decides = when.date() + said["days"]
                self._say(Budgeted(**by, budget_minor=said["budget_minor"], decides_on=decides))

    def _meetings(self, when: datetime, lost_at: int | None) -> list[tuple[datetime, int, bool]]:
        """When the two meet, the stage that the deal is in then, and whether that ends the stage."""
        pace, found = INDUSTRIES[self.industry].pace, []
        for stage, days in enumerate(STAGE_DAYS):
            stay = max(0.3, self.chance.about(days * pace, 0.6))
            several = 1 + int(stay / 6)
            for nth in range(1, several + 1):
                when = after(when, stay * 24 / several * self.chance.uniform(0.7, 1.3), self.chance)
                found.append((when, stage, nth == several))
            if stage == lost_at:
                break
        return found

    def _lose(self, when: datetime) -> None:
        reason = "选了竞品" if self.competitor and self.chance.happens(0.5) else self._why()
        rival = self.competitor if reason in ("选了竞品", "价格太高") else ""
        self._say(Lost(at=when, by=self.seller.login, deal=self.number, reason=reason, competitor=rival))

    def _why(self) -> str:
        return self.chance.one_of(
            {reason: weight for reason, weight in LOST_FOR.items() if self.competitor or reason != "选了竞品"}
        )

    def _open(self, at: datetime) -> datetime:
        """Customer and deal come to be; the salesperson plans to win in a while, and is sometimes right."""
        self.expected = at.date() + timedelta(days=self.chance.randint(25, 70))
        made = {
            "at": at,
            "by": self.seller.login,
            "deal": self.number,
            "name": self.name,
            "amount_minor": self.amount_minor,
            "expected_win_on": self.expected,
        }
        who = self.opening.ripe.who
        lead = who.lead
        if self.opening.earlier is None:
            self._say(Converted(lead=lead, customer=who.customer, **made))  # type: ignore[arg-type]
            people = self.chance.choice((20, 35, 50, 80, 120, 200, 350, 600, 1200))
            self._say(
                Described(at=at, by=self.seller.login, lead=lead, industry=self.industry, people=people)
            )
        else:
            self._say(Reopened(earlier=self.opening.earlier, **made))  # type: ignore[arg-type]
        return at

    def _put_off(self, when: datetime) -> None:
        """A date that passed is mostly noticed, and moved."""
        if when.date() > self.expected + timedelta(days=3) and self.chance.happens(0.6):
            self.expected = when.date() + timedelta(days=self.chance.randint(15, 40))
            by = self.seller.login
            self._say(Postponed(at=when, by=by, deal=self.number, expected_win_on=self.expected))

    def _meet(self, when: datetime, *, lost: bool, next_at: datetime | None) -> None:
        self._say(
            Contacted(
                at=when,
                by=self.seller.login,
                deal=self.number,
                method=self.chance.choice(("meeting", "call", "visit", "wechat")),
                purpose="推进方案与报价",
                result="refused" if lost else self.chance.choice(("interested", "reached", "agreed")),
                content="客户决定不再继续" if lost else self.chance.choice(CUSTOMERS_SAY),
                next_at=next_at,
            )
        )

    def _sell(self, when: datetime) -> None:
        bought = Bought(
            self.number,
            self.seller.login,
            f"{self.name}采购合同",
            self.amount_minor,
            self.payer,
        )
        signed, money = pay_for(bought, when, self.chance)
        for one in money:
            self._say(one)
        if self.opening.earlier is None and self.chance.happens(BUYS_AGAIN):
            later = after(signed, self.chance.uniform(100, 280) * 24, self.chance)
            self.next = Opening(Ripe(self.opening.ripe.who, self.seller, later), earlier=self.number)
