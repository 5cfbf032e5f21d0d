"""What colleagues say to each other on a deal: the team lead asks by name, the seller answers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from dabiao.demo.simulation.happenings import Said

ASKED = (
    ("预算谁批？把财务那边的人也约上。", "已约周四下午，财务经理会参加。"),
    ("对方提到的集成问题，请技术同事先给个说法。", "技术说标准接口就能对，已发客户。"),
    ("这个价格还有余地吗？先别让步。", "明白，先谈账期，不谈单价。"),
    ("拖了两周了，卡在哪一步？", "在走合同审批，信息部这周盖章。"),
    ("竞品也在跟，下次带上案例。", "带了同行的两个案例，反馈不错。"),
)
OFTEN = 0.15


def talk_about(chance: Random, deal: int, seller: str, lead: str, when: datetime) -> Iterator[Said]:
    """Now and then, about one deal."""
    if chance.random() > OFTEN:
        return
    question, answer = chance.choice(ASKED)
    yield Said(at=when, by=lead, deal=deal, text=f"@{{}} {question}", names=seller)
    later = when + timedelta(minutes=chance.randint(5, 90))
    yield Said(at=later, by=seller, deal=deal, text=f"@{{}} {answer}", names=lead)
