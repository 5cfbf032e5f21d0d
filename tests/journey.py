"""A company that has lived a little: every kind of record, written through the services people use."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from dabiao.core.access import services as access
from dabiao.core.access.models import Role
from dabiao.core.actor import SYSTEM
from dabiao.core.attachments import receiving
from dabiao.core.attachments import services as attachments
from dabiao.core.exporting import services as exporting
from dabiao.core.exporting.seeing import Seen
from dabiao.core.importing import services as importing
from dabiao.core.timers import running
from dabiao.core.timers.worker import drain
from dabiao.modules.activities import services as activities
from dabiao.modules.contracts import services as contracts
from dabiao.modules.leads import services as leads
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Stage
from dabiao.modules.org import services as org
from dabiao.modules.receivables import services as receivables
from dabiao.modules.receivables.rules import Due
from dabiao.testing.files import a_picture
from dabiao.testing.people import NOW, Company, Person, make_person

CSV = "姓名,手机号,来源\n王芳,13800000001,电话\n李伟,13800000002,展会\n,,\n赵敏,不是号码,电话\n".encode()


@dataclass
class Journey:
    """What the company made, by name."""

    company: Company
    pool_lead: Any
    open_lead: Any
    lost_lead: Any
    won: Any  # leads.Converted
    lost: Any
    contract: Any
    receipt: Any
    activity: Any
    file: Any
    run: Any
    departed: Person


def live_through(company: Company) -> Journey:
    """Leads come in, one is sold and paid, one is lost, a file is imported, somebody leaves."""
    return _Life(company).live()


class _Life:
    def __init__(self, company: Company) -> None:
        self.company = company
        self.now = NOW

    def later(self, hours: float = 1) -> datetime:
        self.now += timedelta(hours=hours)
        return self.now

    def live(self) -> Journey:
        sales1, ops = self.company["sales1"].actor, self.company["ops"].actor
        departed = make_person("sales9", self.company.team2, "salesperson")
        pool_lead = leads.receive(
            values={"name": "池中客", "phone": "13811110000", "owner_id": None}, actor=ops, now=self.now
        ).made
        open_lead = leads.receive(
            values={"name": "周涛", "company": "云岚科技"}, actor=departed.actor, now=self.later()
        ).made
        won = self.convert("王芳", sales1)
        lost = self.convert("李强", sales1)
        lost_lead = leads.receive(
            values={"name": "无效客", "phone": "13811112222"}, actor=sales1, now=self.later()
        ).made
        leads.invalidate(lost_lead.pk, reason="unreachable", note="", actor=sales1, now=self.later())
        self.lose(lost.opportunity_id, sales1)
        activity = self.call("opportunity", won.opportunity_id, sales1)
        file = self.attach("opportunity", won.opportunity_id, sales1)
        contract = self.sell(won, sales1)
        receipt = self.pay(contract)
        run = self.import_file(ops)
        access.share(
            kind="customer",
            object_id=won.customer_id,
            user_id=self.company["sales3"].id,
            level="read",
            actor=ops,
            now=self.now,
        )
        org.depart(
            departed.id,
            successor_id=self.company["sales2"].id,
            left_on=date(2026, 3, 20),
            actor=ops,
            now=self.later(),
        )
        drain(self.later())
        self.export_files()
        return Journey(
            self.company,
            pool_lead,
            open_lead,
            lost_lead,
            won,
            lost,
            contract,
            receipt,
            activity,
            file,
            run,
            departed,
        )

    def convert(self, name: str, actor: Any) -> Any:
        """A lead out of the pool becomes customer, contact and deal."""
        values = {
            "name": name,
            "company": f"{name}的公司",
            "phone": f"138{len(name)}{ord(name[0]):07d}",
            "owner_id": None,
        }
        lead = leads.receive(values=values, actor=self.company["ops"].actor, now=self.later()).made
        leads.claim(lead.pk, actor=actor, now=self.later())
        self.call("lead", lead.pk, actor)
        leads.qualify(lead.pk, actor=actor, now=self.later())
        wanted = leads.Conversion(opportunity_name=f"{name}采购", amount_minor=1_000_000)
        return leads.convert(lead.pk, conversion=wanted, actor=actor, now=self.later())

    def call(self, kind: str, id: int, actor: Any) -> Any:
        said = {"method": "call", "purpose": "了解需求", "result": "interested", "content": "约了演示"}
        due = self.now + timedelta(days=3)
        return activities.log(
            subject_kind=kind, subject_id=id, **said, next_contact_at=due, actor=actor, now=self.later()
        )

    def attach(self, kind: str, id: int, actor: Any) -> Any:
        with receiving.received(BytesIO(a_picture()), name="现场.png") as arrived:
            return attachments.attach(arrived, about_kind=kind, about_id=id, actor=actor, now=self.later())

    def lose(self, opportunity_id: int, actor: Any) -> None:
        first, lost = Stage.objects.get(position=1), Stage.objects.get(kind="lost")
        opportunities.move(
            opportunity_id,
            stage_id=lost.pk,
            expected_stage_id=first.pk,
            reason="价格",
            competitor="对手",
            actor=actor,
            now=self.later(),
        )

    def sell(self, won: Any, actor: Any) -> Any:
        """Onwards by a stage, then a contract in two instalments is signed, which wins the deal."""
        first, second = Stage.objects.order_by("position")[:2]
        opportunities.move(
            won.opportunity_id, stage_id=second.pk, expected_stage_id=first.pk, actor=actor, now=self.later()
        )
        contract = contracts.create(
            title="年度服务合同",
            customer_id=won.customer_id,
            opportunity_id=won.opportunity_id,
            amount_minor=1_000_000,
            actor=actor,
            now=self.later(),
        )
        member = self.company["sales3"].id
        opportunities.set_member(
            won.opportunity_id, user_id=member, part="supports", actor=actor, now=self.later()
        )
        opportunities.add_item(
            won.opportunity_id, name="实施服务", price_minor=1_000_000, actor=actor, now=self.later()
        )
        contracts.sign(contract.pk, signed_on=self.now.date(), actor=actor, now=self.later())
        plan = [Due(date(2026, 4, 1), 400_000, "首付款"), Due(date(2026, 5, 1), 600_000, "尾款")]
        receivables.plan(contract.pk, items=plan, actor=actor, now=self.later())
        return contract

    def pay(self, contract: Any) -> Any:
        """Two receipts, the second more than is due, and a part of it back."""
        finance = self.company["finance"].actor
        for amount in (500_000, 600_000):
            receipt = receivables.receive(
                contract_id=contract.pk,
                received_on=self.now.date(),
                amount_minor=amount,
                method="bank",
                actor=finance,
                now=self.later(),
            )
        return receivables.refund(
            receipt.pk,
            amount_minor=150_000,
            refunded_on=self.now.date(),
            reason="退还多付款项",
            actor=finance,
            now=self.later(),
        )

    def export_files(self) -> None:
        """One within the caps, one that had to be approved; and one that nobody has decided yet."""
        at = self.now + timedelta(days=5)
        lead1, ops = self.company["lead1"].actor, self.company["ops"].actor
        self.ask(lead1, at)
        Role.objects.filter(code="team_lead").update(exports_need_approval=True)
        exporting.approve(self.ask(lead1, at, reason="月度复盘").pk, actor=ops, now=at)
        while running.run_next(at, at=at).done:
            pass
        self.ask(lead1, at + timedelta(days=2), reason="月度复盘")

    def ask(self, actor: Any, now: datetime, reason: str = "") -> Any:
        asked = {"kind": "lead", "seen": Seen(), "format": "csv", "columns": [], "language": "zh-Hans"}
        return exporting.ask(**asked, reason=reason, actor=actor, now=now)

    def import_file(self, actor: Any) -> Any:
        run = importing.upload("lead", BytesIO(CSV), "名单.csv", actor, self.later())
        importing.start(run.pk, run.guess, {}, actor, self.later())
        drain(self.later())
        run.refresh_from_db()
        return run


def system_lead(name: str, owner: Person | None, now: datetime = NOW) -> Any:
    """A lead in somebody's hands, or in the pool."""
    return leads.receive(
        values={"name": name, "owner_id": owner.id if owner else None}, actor=SYSTEM, now=now
    ).made
