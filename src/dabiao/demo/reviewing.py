"""What the company made of last month: two reviews that are finished and one that is being written, and its meetings."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.calendar import add_months
from dabiao.demo.staff import Staff
from dabiao.modules.activities import services as activities
from dabiao.modules.meetings import queries as meeting_queries
from dabiao.modules.meetings import services as meetings
from dabiao.modules.meetings.queries.detail import detail
from dabiao.modules.org import queries as org
from dabiao.modules.reviews import services as reviews
from dabiao.modules.reviews.queries.detail import points_of
from dabiao.modules.targets import queries as targets
from dabiao.modules.targets.enums import Grain, NodeKind

MORNING: dict[str, Any] = {
    "kind": "morning",
    "repeat": "weekly",
    "weekdays": [0, 1, 2, 3, 4],
    "at": time(8, 45),
    "minutes": 15,
}
WEEKLY: dict[str, Any] = {
    "kind": "weekly",
    "repeat": "weekly",
    "weekdays": [0],
    "at": time(17, 0),
    "minutes": 60,
}
MONTHLY: dict[str, Any] = {
    "kind": "monthly",
    "repeat": "monthly",
    "number": 3,
    "at": time(14, 0),
    "minutes": 90,
}
WELL = "老客户增购稳定，续约谈得早；两位新人独立成单。"
BADLY = "月中线索回访拖到第二天，演示后没有当场约下一步。"
POINTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("cause", {"text": "新线索首访平均隔了一天，赢单率掉下来", "tag": "process"}),
    ("cause", {"text": "展会没办，有预算的线索少了", "tag": "quantity"}),
    ("cause", {"text": "报价时给不出行业案例，客户压价", "tag": "skill"}),
    (
        "lesson",
        {
            "text": "演示结束当场约下一步",
            "situation": "客户看完演示说“回去商量”",
            "advice": "散会前确认决策人和下次见面的日期，写进跟进计划",
            "sop": "draft",
        },
    ),
)
ACTIONS = ("每天下班前清空当天的新线索", "整理三个行业案例，附报价单用", "和市场部定下月的小型沙龙")


def write(staff: Staff, end: datetime) -> None:
    """Of whom leads the company and its first units; nothing where nobody does."""
    if not staff.sellers:
        return
    leaders = _leaders(staff)
    for place, (unit_id, leader) in enumerate(leaders[:3]):
        _review(unit_id, leader, end, ago=1, finished=place < 2)
    if leaders:
        _review(*leaders[0], end, ago=2, finished=True)
    for unit_id, leader in leaders[:2]:
        _meet(unit_id, leader, end)
    _talk_alone(leaders, end)


def _leaders(staff: Staff) -> list[tuple[int, Actor]]:
    """Units with somebody in the lead who signs in, the largest first."""
    actors = {actor.user_id: actor for actor in staff.people.values()}
    led = [unit for unit in org.units() if unit["leader_id"] in actors]
    return [(unit["id"], actors[unit["leader_id"]]) for unit in led]


def _review(unit_id: int, leader: Actor, end: datetime, *, ago: int, finished: bool) -> None:
    """Of the month so long ago, begun on its third morning after."""
    zone = timezone.get_default_timezone()
    month = add_months(end.astimezone(zone).date(), -ago)
    nodes = targets.nodes_for(leader).filter(kind=NodeKind.UNIT, unit_id=unit_id, tree__starts_on__lte=month)
    node = nodes.filter(tree__metric__code="signed").order_by("-tree__starts_on").first()
    if node is None or not leader.may("review.write"):
        return
    if month not in {one.first for one in targets.periods_of(node.tree, Grain.MONTH)}:
        return
    now = min(datetime.combine(add_months(month, 1), time(9, 30), zone) + timedelta(days=3), end)
    review = reviews.begin(node_id=node.pk, grain=Grain.MONTH, starts_on=month, actor=leader, now=now)
    words = {"well": WELL, "badly": BADLY}
    reviews.edit(review.pk, changes=words, base=dict.fromkeys(words, ""), actor=leader, now=now)
    for sort, values in POINTS if finished else POINTS[:2]:
        reviews.add_point(review.pk, sort=sort, values=values, actor=leader, now=now)
    if not finished:
        return
    for number, text in enumerate(ACTIONS):
        values = {
            "text": text,
            "owner_id": leader.user_id,
            "due_on": (now + timedelta(days=7 * (number + 1))).date(),
        }
        reviews.add_point(review.pk, sort="action", values=values, actor=leader, now=now)
    reviews.finish(review.pk, actor=leader, now=now)
    points = [one for one in points_of([review.pk], now=now) if one["task_id"]]
    for one in points[: 1 + ago % 2]:
        activities.tasks.complete(one["task_id"], actor=leader, now=min(now + timedelta(days=5), end))


def _meet(unit_id: int, leader: Actor, end: datetime) -> None:
    """A series that began a week ago, with its last meeting held and the next one planned."""
    if not leader.may("meeting.write"):
        return
    name = org.unit_names([unit_id])[unit_id]
    began = end - timedelta(days=8)
    for facts, title in ((WEEKLY, "周会"), (MORNING, "晨会"), (MONTHLY, "月度分析会")):
        series = meetings.begin_series(
            **facts, title=f"{name}{title}", unit_id=unit_id, place="一号会议室", actor=leader, now=began
        )
        if title == "周会":
            _hold(series.pk, leader, end)
        meetings.make_next(series.pk, actor=SYSTEM, now=end)


def _hold(series_id: int, leader: Actor, end: datetime) -> None:
    """The first of the series, with minutes and two decisions."""
    rows = meeting_queries.visible_to(leader).filter(series_id=series_id, ends_at__lt=end)
    meeting = rows.order_by("starts_at").first()
    if meeting is None:
        return
    now = meeting.starts_at
    meetings.begin(meeting.pk, actor=leader, now=now)
    room = detail(meeting.pk, actor=leader, now=now)
    for one in room["attendees"]:
        meetings.note_presence(meeting.pk, user_id=one["user_id"], presence="present", actor=leader, now=now)
    for topic, words in zip(
        room["topics"], ("上次两项已完成。", "本周差在赢单率，先补演示后的约见。"), strict=False
    ):
        meetings.edit_topic(
            topic["id"], changes={"minutes": words}, base={"minutes": ""}, actor=leader, now=now
        )
    for number, text in enumerate(("周三前把拖期的商机逐个过一遍", "周五前给三家重点客户补报价")):
        meetings.decide(
            meeting.pk,
            text=text,
            owner_id=leader.person,
            due_on=(now + timedelta(days=3 + 2 * number)).date(),
            topic_id=room["topics"][number]["id"],
            actor=leader,
            now=now,
        )
    meetings.finish(meeting.pk, actor=leader, now=meeting.ends_at)


def _talk_alone(leaders: list[tuple[int, Actor]], end: datetime) -> None:
    """A one-to-one that two of them have tomorrow."""
    people = list(dict.fromkeys(leader.user_id for _, leader in leaders if leader.user_id is not None))
    if len(people) < 2 or not leaders[0][1].may("meeting.write"):
        return
    starts_at = end.replace(hour=16, minute=0, second=0, microsecond=0) + timedelta(days=1)
    meetings.plan(
        kind="one_to_one",
        title="一对一",
        starts_at=starts_at,
        minutes=30,
        people=people[1:2],
        actor=leaders[0][1],
        now=end,
    )
