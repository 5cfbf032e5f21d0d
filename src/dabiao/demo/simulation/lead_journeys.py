"""What becomes of one lead: given, called, won over or given up. Each lead has a stream of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dabiao.demo.simulation import truth
from dabiao.demo.simulation.chance import Chance
from dabiao.demo.simulation.happenings import (
    Arrived,
    AskedAgain,
    Assigned,
    Claimed,
    Contacted,
    GaveBack,
    Happening,
    Invalidated,
    Qualified,
)
from dabiao.demo.simulation.hours import after, in_minutes, working
from dabiao.demo.simulation.market import INVALID
from dabiao.demo.simulation.people import Cast, Seller
from dabiao.demo.simulation.persons import Enquirer, asking_again

RECENT = timedelta(days=12)
METHODS = ("call", "call", "call", "wechat")
FORGETS, STAYS_IN_POOL, ASKS_AGAIN, GIVES_BACK, TAKEN_UP = 0.1, 0.1, 0.06, 0.32, 0.7


@dataclass
class Ripe:
    """A lead that is about to become a deal."""

    who: Enquirer
    seller: Seller
    at: datetime


class LeadJourney:
    """`happenings` is what happened until `end`; `ripe` is set when a deal comes of it, be it later."""

    def __init__(self, seed: int, who: Enquirer, people: Cast, start: datetime, end: datetime) -> None:
        self.who, self.people, self.start, self.end = who, people, start, end
        self.chance = Chance(seed, "journey", who.lead)
        self.happenings: list[Happening] = []
        self.trials: list[truth.Trial] = []
        self.ripe: Ripe | None = None
        self.over_at: datetime | None = None  # when the lead came to its end without a deal
        self._live()

    def _live(self) -> None:
        who, chance = self.who, self.chance
        self._say(Arrived(at=who.at, by="admin", lead=who.lead, values=who.values))
        if self.end - who.at < timedelta(days=14) and chance.happens(STAYS_IN_POOL):
            return  # still in the pool
        seller = self._choose(who.at)
        given = working(who.at + timedelta(minutes=chance.randint(1, 40)), chance)
        self._say(Assigned(at=given, by="admin", lead=who.lead, to=seller.login))
        back = self._work(seller, given, second_hand=False)
        if back is not None and chance.happens(TAKEN_UP):
            self._take_up(seller, back)
        if chance.happens(ASKS_AGAIN):
            at, values = asking_again(who, chance)
            if self.over_at is None or at < self.over_at:
                self._say(AskedAgain(at=at, by="admin", lead=who.lead, values=values))

    def _take_up(self, former: Seller, back: datetime) -> None:
        """Somebody else of the team takes it out of the pool, and tries."""
        others = [
            one
            for one in self.people.sellers
            if one.team == former.team and one is not former and one.hired_on <= back.date()
        ]
        if others:
            taken, other = after(back, self.chance.uniform(2, 60), self.chance), self.chance.choice(others)
            self._say(Claimed(at=taken, by=other.login, lead=self.who.lead))
            self._work(other, taken, second_hand=True)

    def _say(self, one: Happening) -> None:
        if one.at <= self.end:
            self.happenings.append(one)

    def _choose(self, when: datetime) -> Seller:
        """Mostly of the team of the region; who was hired later is not there yet."""
        there = [one for one in self.people.sellers if one.hired_on <= when.date()]
        home = [one for one in there if one.team == self.who.team.name]
        return self.chance.choice(home if home and self.chance.happens(0.92) else there)

    def _work(self, seller: Seller, given: datetime, *, second_hand: bool) -> datetime | None:
        """One person's trial. Gives the moment at which the lead was handed back, if it was."""
        chance, who = self.chance, self.who
        minutes = chance.about(seller.minutes, 1.0)
        contacts = min(7, 1 + int(chance.expovariate(1 / max(seller.patience - 1, 0.1)) + 0.5))
        odds = truth.chance_of_deal(
            source=who.source,
            industry=who.industry,
            grade=who.grade,
            seller=seller,
            month=self._month(who.at),
            minutes=minutes,
            contacts=contacts,
            second_hand=second_hand,
        )
        deal = chance.happens(odds)
        self.trials.append(self._trial(seller, minutes, contacts, second_hand, odds, deal))
        first = in_minutes(given, minutes)
        if deal:
            self._win_over(seller, first, chance.randint(1, min(contacts, 3)))
            return None
        return self._give_up(seller, first, contacts, may_return=not second_hand)

    def _month(self, at: datetime) -> float:
        return round((at - self.start) / (self.end - self.start), 4)

    def _trial(
        self, seller: Seller, minutes: float, contacts: int, second_hand: bool, odds: float, deal: bool
    ) -> truth.Trial:
        who = self.who
        return truth.Trial(
            who.lead,
            who.at.isoformat(),
            who.source,
            who.industry,
            str(who.values["region"]),
            who.grade,
            seller.login,
            self._month(who.at),
            round(minutes, 1),
            contacts,
            second_hand,
            round(odds, 5),
            deal,
        )

    def _win_over(self, seller: Seller, when: datetime, contacts: int) -> None:
        for nth in range(1, contacts):
            following = after(when, self.chance.uniform(20, 72), self.chance)
            self._contact(
                seller, when, nth, "reached" if self.chance.happens(0.5) else "no_answer", following
            )
            when = following
        meeting = after(when, self.chance.uniform(20, 96), self.chance)
        self._contact(seller, when, contacts, "interested", meeting)
        self._say(Qualified(at=when, by=seller.login, lead=self.who.lead))
        self.ripe = Ripe(self.who, seller, meeting)

    def _give_up(self, seller: Seller, when: datetime, contacts: int, *, may_return: bool) -> datetime | None:
        chance = self.chance
        warm = chance.happens(0.14)  # interested once, and nothing came of it
        for nth in range(1, contacts):
            following = after(when, chance.uniform(20, 110), chance)
            result = "interested" if warm and nth == 1 else chance.choice(("no_answer", "reached"))
            self._contact(seller, when, nth, result, following)
            if warm and nth == 1:
                self._say(Qualified(at=when, by=seller.login, lead=self.who.lead))
            if self.end - when < RECENT and chance.happens(FORGETS):
                return None  # promised, and forgotten until somebody notices
            when = following
        refused = chance.happens(0.55)
        self._contact(seller, when, contacts, "refused" if refused else "no_answer", None)
        done = when + timedelta(minutes=chance.randint(2, 12))
        if may_return and not refused and chance.happens(GIVES_BACK):
            back = GaveBack(
                at=done, by=seller.login, lead=self.who.lead, reason="多次联系未果，请其他同事试试"
            )
            self._say(back)
            return done
        reason = chance.one_of(INVALID)
        note = "演示后判断不匹配" if warm else ""
        self._say(Invalidated(at=done, by=seller.login, lead=self.who.lead, reason=reason, note=note))
        self.over_at = done
        return None

    def _contact(
        self, seller: Seller, when: datetime, nth: int, result: str, following: datetime | None
    ) -> None:
        purpose = "首次沟通，了解需求" if nth == 1 else "继续跟进，确认意向"
        method = self.chance.choice(METHODS)
        said = self.chance.choice(WORDS[result])
        self._say(
            Contacted(
                at=when,
                by=seller.login,
                lead=self.who.lead,
                method=method,
                purpose=purpose,
                result=result,
                content=said,
                next_at=following,
            )
        )


WORDS = {
    "interested": (
        "对方有明确需求，约了演示",
        "正在选型，想看同行案例",
        "老板已批预算，约下周当面谈",
    ),
    "reached": (
        "聊了现状，暂无明确计划",
        "对方在开会，约好再打",
        "加了微信，先发了产品资料",
        "还在用表格，对换系统有顾虑",
    ),
    "refused": ("明确表示今年不考虑", "已和别家签了两年", "说规模太小，用不上"),
    "no_answer": ("无人接听，已发微信", "响铃后挂断", "占线，稍后再打"),
}
