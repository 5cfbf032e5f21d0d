"""Ten weeks of pulses: moods that follow what the weeks were like, and one that waits for an answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from dabiao.core.actor import SYSTEM
from dabiao.demo.staff import Staff
from dabiao.modules.pulses import queries, services

WEEKS = 10
ANSWERING = 0.82  # how many of those who are asked answer
SAYING = 0.15  # how many of those add a word
WORDS = (
    "报价审批太慢，耽误了两单",
    "这周线索质量比上月好",
    "主管陪访很有帮助，希望继续",
    "月底目标压力有点大",
    "新人多，带教时间不够",
    "演示环境总卡，客户面前不好看",
    "会太多，出去见客户的时间少了",
    "同组互相补位，做得挺顺",
)
MEANS = {"mood": 3.4, "confidence": 3.2, "support": 3.8}


def write(staff: Staff, end: datetime) -> None:
    """Askings as the worker would have opened them; sales1 has not answered the one that is open."""
    dice = Random(7)  # noqa: S311 the same demo each time
    everybody = {one.user_id: one for one in staff.people.values()}
    waiting = staff.people["sales1"].user_id
    of_unit: dict[int | None, float] = {}
    for at in _moments(end):
        pulse = services.open_pulse(actor=SYSTEM, now=at)
        if pulse is None:
            continue
        for user_id in queries.asked(pulse.pk):
            actor = everybody[user_id]
            of_unit[actor.unit_id] = of_unit.get(actor.unit_id, dice.gauss(0, 0.5)) + dice.gauss(0, 0.15)
            left_open = user_id == waiting and pulse.closes_at > end
            if left_open or dice.random() > ANSWERING:
                continue
            lean = of_unit[actor.unit_id] + dice.gauss(0, 0.6)
            points = {name: min(max(round(mean + lean), 1), 5) for name, mean in MEANS.items()}
            words = dice.choice(WORDS) if dice.random() < SAYING else ""
            services.answer(
                pulse.pk, **points, words=words, actor=actor, now=min(at + timedelta(hours=2), end)
            )


def _moments(end: datetime) -> Iterator[datetime]:
    """When the last askings were due, the oldest first."""
    today = end.astimezone(timezone.get_default_timezone()).date()
    monday = today - timedelta(days=today.weekday())
    for back in range(WEEKS, -1, -1):
        asking = queries.asking(queries.policy(), monday - timedelta(days=7 * back))
        if asking and asking.opens_at < end:
            yield asking.opens_at
