"""What colleagues say to each other on a deal: the team lead asks by name, the seller answers."""

from datetime import datetime, timedelta
from random import Random

from dabiao.core.actor import Actor
from dabiao.core.comments import services as comments
from dabiao.demo.world import World

ASKED = (
    ("预算谁批？把财务那边的人也约上。", "已约周四下午，财务经理会参加。"),
    ("对方提到的集成问题，请技术同事先给个说法。", "技术说标准接口就能对，已发客户。"),
    ("这个价格还有余地吗？先别让步。", "明白，先谈账期，不谈单价。"),
    ("拖了两周了，卡在哪一步？", "在走合同审批，信息部这周盖章。"),
    ("竞品也在跟，下次带上案例。", "带了同行的两个案例，反馈不错。"),
)


class Talk:
    """A chance of its own, so that the rest of the company stays as it was."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.random = Random(seed)  # noqa: S311 - a demo, not a secret

    def about(self, deal_id: int, seller: Actor, lead: Actor, when: datetime) -> None:
        """Now and then, about one deal."""
        if self.random.random() > 0.3:
            return
        question, answer = self.random.choice(ASKED)
        self._say(deal_id, f"@{seller.name} {question}", seller, lead, when)
        later = when + timedelta(minutes=self.random.uniform(5, 90))
        self.world.at(later, lambda now: self._say(deal_id, f"@{lead.name} {answer}", lead, seller, now))

    def _say(self, deal_id: int, text: str, named: Actor, by: Actor, when: datetime) -> None:
        comments.add(
            subject_kind="opportunity",
            subject_id=deal_id,
            text=text,
            mentions=[named.person],
            actor=by,
            now=when,
        )
