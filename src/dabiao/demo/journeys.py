"""What happens to a lead of the demo company, from its arrival to the money."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.demo import names
from dabiao.demo.fields import Said
from dabiao.demo.staff import Staff
from dabiao.demo.talk import Talk
from dabiao.demo.world import World
from dabiao.modules.activities import services as activities
from dabiao.modules.contracts import services as contracts
from dabiao.modules.customers import services as customers
from dabiao.modules.leads import services as leads
from dabiao.modules.opportunities import queries as opportunity_queries
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.receivables import services as receivables
from dabiao.modules.receivables.services import Due

SOURCES = {"form": 30, "advert": 28, "chat": 14, "phone": 10, "event": 10, "referral": 8}
COST_MINOR = {"form": 3_000, "advert": 18_000, "chat": 2_000, "phone": 1_500, "event": 26_000, "referral": 0}
QUALITY = {"form": 1.0, "advert": 0.7, "chat": 1.1, "phone": 1.3, "event": 0.9, "referral": 1.8}
INVALID = ("wrong_number", "unreachable", "not_interested", "no_budget", "not_a_fit", "duplicate")
RECENT = timedelta(days=12)
ASKS_AGAIN = 0.06
LOST = ("预算取消", "选了竞品", "项目推迟", "负责人离职", "价格太高")
COMPETITORS = ("纷享销客", "销售易", "励销云", "")


@dataclass
class Deal:
    """One opportunity under way: who works it, for which customer, how far it is and how big."""

    id: int
    customer_id: int
    seller: Actor
    strength: float
    amount_minor: int
    name: str
    stage: int = 0


class Journeys:
    """Schedules the happenings of leads and deals in a world."""

    def __init__(self, world: World, staff: Staff) -> None:
        self.world, self.staff, self.random = world, staff, world.random
        self.said = Said(len(staff.sellers))
        self.talk = Talk(world, len(staff.sellers))
        self.next_seller = 0
        stages = opportunity_queries.pipelines()[0]["stages"]
        self.stage_ids = [stage["id"] for stage in stages if stage["kind"] == "open"]
        self.lost_id = next(stage["id"] for stage in stages if stage["kind"] == "lost")

    # -- leads

    def arrive(self, when: datetime) -> None:
        source = self.random.choices(list(SOURCES), list(SOURCES.values()))[0]
        company, industry, city = names.company(self.random)
        values: dict[str, Any] = {
            "name": names.person(self.random),
            "company": company if self.random.random() < 0.85 else "",
            "title": self.random.choice(names.TITLES),
            "phone": names.mobile(self.random),
            "region": city,
            "source": source,
            "campaign": self.random.choice(names.CAMPAIGNS[source]),
            "cost_minor": COST_MINOR[source],
            "remark": names.need(self.random),
            "grade": self.random.choices("ABCD", (15, 35, 35, 15))[0],
            "owner_id": None,
            "fields": self.said.of_lead(when),
        }
        if self.random.random() < 0.4:
            values["wechat"] = "wx_" + values["phone"][-6:]
        went = leads.receive(values=values, actor=self.staff.admin, now=when)
        if went.joined:
            return
        lead = went.made
        if self.random.random() < ASKS_AGAIN:
            again = {**values, "source": "form", "remark": names.need(self.random), "cost_minor": 0}
            self.world.at(self.world.later(when, 30, 400), lambda now: self.ask_again(again, now))
        if self.world.chance(0.95):
            quality = QUALITY[source] * {"A": 1.5, "B": 1.1, "C": 0.8, "D": 0.4}[values["grade"]]
            soon = self.world.working(when + timedelta(minutes=self.random.uniform(1, 90)))
            self.world.at(soon, lambda now: self.assign(lead.pk, quality, industry, now))

    def ask_again(self, values: dict[str, Any], when: datetime) -> None:
        """The same person fills in a form a second time."""
        leads.receive(values=values, actor=self.staff.admin, now=when)

    def assign(self, lead_id: int, quality: float, industry: str, when: datetime) -> None:
        seller, strength = self.staff.sellers[self.next_seller % len(self.staff.sellers)]
        self.next_seller += 1
        leads.assign(lead_id, owner_id=seller.user_id or 0, actor=self.staff.admin, now=when)
        prompt = self.world.chance(0.55 * strength)
        wait = self.world.later(when, 0.02, 0.08) if prompt else self.world.later(when, 0.1, 3 / strength)
        self.world.at(wait, lambda now: self.contact(lead_id, seller, strength * quality, industry, 1, now))

    def contact(
        self, lead_id: int, seller: Actor, odds: float, industry: str, nth: int, when: datetime
    ) -> None:
        reached = self.world.chance(0.62)
        warm = reached and self.world.chance(min(0.85, 0.42 * odds))
        again = self.world.later(when, 20, 96)
        ending = nth >= 4 or (reached and not warm and self.world.chance(0.45))
        activities.log(
            subject_kind="lead",
            subject_id=lead_id,
            method=self.random.choice(("call", "call", "call", "wechat")),
            purpose="首次沟通，了解需求" if nth == 1 else "继续跟进，确认意向",
            result=("interested" if warm else "refused" if ending else "reached") if reached else "no_answer",
            content=("对方有明确需求，约了演示" if warm else "聊了现状，暂无明确计划")
            if reached
            else "无人接听，已发微信",
            next_contact_at=None if ending and not warm else again,
            actor=seller,
            now=when,
        )
        if warm:
            leads.qualify(lead_id, actor=seller, now=when)
            self.world.at(again, lambda now: self.convert(lead_id, seller, odds, industry, now))
        elif ending:
            done = when + timedelta(minutes=6)
            self.world.at(done, lambda now: self.give_up(lead_id, seller, now))
        elif not self.forgotten(when):
            self.world.at(again, lambda now: self.contact(lead_id, seller, odds, industry, nth + 1, now))

    def forgotten(self, when: datetime) -> bool:
        """Now and then somebody forgets a promised contact; older slips have been noticed since."""
        return self.world.end - when < RECENT and self.world.chance(0.08)

    def give_up(self, lead_id: int, seller: Actor, when: datetime) -> None:
        if self.world.chance(0.25):
            leads.give_back(lead_id, reason="多次联系未果，请其他同事试试", actor=seller, now=when)
        else:
            leads.invalidate(lead_id, reason=self.random.choice(INVALID), note="", actor=seller, now=when)

    # -- deals

    def convert(self, lead_id: int, seller: Actor, odds: float, industry: str, when: datetime) -> None:
        if not self.world.chance(min(0.9, 0.55 * odds)):
            leads.invalidate(lead_id, reason="not_a_fit", note="演示后判断不匹配", actor=seller, now=when)
            return
        amount = round(self.random.lognormvariate(11.3, 0.8)) // 1000 * 1000 * 100 + 980_000
        product = self.random.choice(names.PRODUCTS)
        conversion = leads.Conversion(
            opportunity_name=product,
            amount_minor=amount,
            expected_win_on=(when + timedelta(days=self.random.randint(20, 75))).date(),
        )
        try:
            with transaction.atomic():
                made = leads.convert(lead_id, conversion=conversion, actor=seller, now=when)
        except Conflict:  # the company is somebody's customer already
            leads.invalidate(lead_id, reason="duplicate", note="公司已是老客户", actor=seller, now=when)
            return
        customers.edit(
            made.customer_id,
            changes={"industry": industry, "fields.people": self.said.headcount()},
            base={"industry": "", "fields.people": None},
            version=None,
            actor=seller,
            now=when,
        )
        deal = Deal(made.opportunity_id, made.customer_id, seller, odds, amount, product)
        self.world.at(self.world.later(when, 24, 120), lambda now: self.work(deal, now))

    def work(self, deal: Deal, when: datetime) -> None:
        """One contact of a deal, and where it goes from there."""
        again = self.world.later(when, 48, 190)
        lost = self.world.chance(0.12 / max(deal.strength, 0.5))
        activities.log(
            subject_kind="opportunity",
            subject_id=deal.id,
            method=self.random.choice(("call", "visit", "meeting", "wechat")),
            purpose=("确认需求", "方案演示", "报价沟通", "商务谈判", "推动签约")[deal.stage],
            result="interested",
            content=self.random.choice(
                (
                    "客户认可方向，下一步给方案",
                    "参会三人，信息部提了集成问题",
                    "价格还需争取",
                    "关键人已点头，等流程",
                )
            ),
            next_contact_at=None if lost else again,
            actor=deal.seller,
            now=when,
        )
        self.talk.about(deal.id, deal.seller, self.staff.leads[deal.seller.person], when)
        if lost:
            self.lose(deal, when)
        elif self.world.chance(min(0.85, 0.5 * deal.strength)):
            self.advance(deal, again, when)
        elif not self.forgotten(when):
            self.world.at(again, lambda now: self.work(deal, now))

    def lose(self, deal: Deal, when: datetime) -> None:
        opportunities.move(
            deal.id,
            stage_id=self.lost_id,
            expected_stage_id=self.stage_ids[deal.stage],
            reason=self.random.choice(LOST),
            competitor=self.random.choice(COMPETITORS),
            actor=deal.seller,
            now=when,
        )

    def advance(self, deal: Deal, again: datetime, when: datetime) -> None:
        if deal.stage + 1 < len(self.stage_ids):
            opportunities.move(
                deal.id,
                stage_id=self.stage_ids[deal.stage + 1],
                expected_stage_id=self.stage_ids[deal.stage],
                actor=deal.seller,
                now=when,
            )
            deal.stage += 1
            self.world.at(again, lambda now: self.work(deal, now))
        else:
            self.contract(deal, when)

    # -- contracts and money

    def contract(self, deal: Deal, when: datetime) -> None:
        contract = contracts.create(
            title=f"{deal.name}采购合同",
            customer_id=deal.customer_id,
            opportunity_id=deal.id,
            amount_minor=deal.amount_minor,
            starts_on=when.date(),
            ends_on=when.date() + timedelta(days=365),
            actor=deal.seller,
            now=when,
        )
        first = deal.amount_minor * 4 // 10
        plan = [
            Due(when.date() + timedelta(days=7), first, "首付款"),
            Due(when.date() + timedelta(days=37), deal.amount_minor - first, "尾款"),
        ]
        self.world.at(self.world.later(when, 4, 72), lambda now: self.sign(contract.pk, plan, deal, now))

    def sign(self, contract_id: int, plan: list[Due], deal: Deal, when: datetime) -> None:
        # the deal is done; the next word with this customer is about delivery, and a month off
        activities.log(
            subject_kind="opportunity",
            subject_id=deal.id,
            method="meeting",
            purpose="签约",
            result="agreed",
            content="合同已签，约了上线后回访",
            next_contact_at=self.world.later(when, 500, 900),
            actor=deal.seller,
            now=when,
        )
        contracts.sign(
            contract_id, signed_on=when.astimezone(self.world.zone).date(), actor=deal.seller, now=when
        )
        receivables.plan(contract_id, items=plan, actor=deal.seller, now=when)
        wait = 0.0
        for item in plan:
            wait += self.random.uniform(3, 12) if item.name == "首付款" else self.random.uniform(20, 55)
            paid = self.world.working(when + timedelta(days=wait))
            amount = item.amount_minor
            self.world.at(paid, lambda now, amount=amount: self.pay(contract_id, amount, now))  # type: ignore[misc]

    def pay(self, contract_id: int, amount_minor: int, when: datetime) -> None:
        receivables.receive(
            contract_id=contract_id,
            received_on=when.astimezone(self.world.zone).date(),
            amount_minor=amount_minor,
            method="bank",
            actor=self.staff.finance,
            now=when,
        )
