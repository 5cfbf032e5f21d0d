"""Sales events of the demo company: one that is over, one today with guests arriving, one that is being prepared."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from dabiao.core.actor import SYSTEM, Actor
from dabiao.demo.staff import Staff
from dabiao.modules.channels import queries as channels
from dabiao.modules.contracts import queries as contracts
from dabiao.modules.contracts.enums import IN_FORCE
from dabiao.modules.customers import queries as customers
from dabiao.modules.sales_events import queries, services
from dabiao.modules.sales_events.enums import GuestState

OVER = ("制造业数字化研讨会（上海站）", "seminar", "上海虹桥希尔顿 2 楼宴会厅")
EARLIER = ("制造业数字化研讨会（苏州站）", "seminar", "苏州金鸡湖会议中心")
TODAY = ("智能工厂体验日", "salon", "公司展厅")
NEXT = ("渠道伙伴招商会", "recruitment", "杭州国际博览中心")
COSTS = (("place", 1_800_000, "半天场租"), ("food", 960_000, "茶歇与晚宴"), ("gifts", 420_000, "伴手礼"))
INTRODUCTION = "行业案例分享，产品专家现场答疑，会后茶歇交流。"
GUESTS = 36
GOALS = {"goal_invited": 40, "goal_attended": 24, "goal_deals": 4, "goal_signed_minor": 40_000_000}


def write(staff: Staff, end: datetime) -> None:
    """By `end`, in the company's zone; through the services, each at its own time."""
    if "lead1" not in staff.people or len(staff.sellers) < 2:
        return
    chance, lead = Random(23), staff.people["lead1"]  # noqa: S311 - a demo, not a secret
    morning = end.replace(hour=9, minute=30, second=0, microsecond=0)
    campaign = _campaign()
    for told, days, named in ((EARLIER, 75, {}), (OVER, 20, campaign)):
        _over(told, morning - timedelta(days=days), lead, chance, named)
    _today(end, lead, chance)
    _made(NEXT, (morning + timedelta(days=24)), lead, end - timedelta(days=1), language="zh-Hans")


def _campaign() -> dict[str, Any]:
    found = channels.campaigns_visible_to(SYSTEM).order_by("pk").first()
    return {"campaign_id": found.pk} if found else {}


def _made(told: tuple[str, str, str], starts: datetime, lead: Actor, now: datetime, **more: Any) -> Any:
    name, kind, place = told
    values = {
        "name": name,
        "kind": kind,
        "place": place,
        "introduction": INTRODUCTION,
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=4),
        "capacity": 80,
        **GOALS,
        **more,
    }
    owned = {**values, "owner_id": lead.user_id}
    return services.create(values=owned, actor=SYSTEM, now=now)


def _invited(event: Any, lead: Actor, ids: list[int], now: datetime) -> list[int]:
    services.move(event.pk, to="open", actor=lead, now=now)
    services.invite(event.pk, kind="customer", ids=ids, actor=lead, now=now)
    return list(queries.guests_of(lead).filter(event=event).order_by("pk").values_list("pk", flat=True))


def _answered(event: Any, guests: list[int], lead: Actor, chance: Random, now: datetime) -> list[int]:
    """Half say yes, some no; returns who will come."""
    coming = [id for id in guests if chance.random() < 0.6]
    refusing = [id for id in guests if id not in coming and chance.random() < 0.4]
    for ids, answer in ((coming, GuestState.ACCEPTED), (refusing, GuestState.DECLINED)):
        if ids:
            change = services.Change(answer=answer, party=1)
            services.change_guests(event.pk, ids=ids, change=change, actor=lead, now=now)
    return coming


def _over(
    told: tuple[str, str, str], starts: datetime, lead: Actor, chance: Random, named: dict[str, Any]
) -> None:
    """Those who signed soon after were there; the figures were kept when it ended."""
    event = _made(told, starts, lead, starts - timedelta(days=14), **named)
    buyers = _signed_after(lead, starts)
    others = customers.visible_to(lead).exclude(pk__in=buyers).order_by("pk").values_list("pk", flat=True)
    ids = [*buyers, *chance.sample(list(others), min(GUESTS - len(buyers), len(others)))]
    guests = _invited(event, lead, ids, starts - timedelta(days=12))
    coming = _answered(event, guests, lead, chance, starts - timedelta(days=5))
    there = dict.fromkeys([*guests[: len(buyers)], *coming])
    services.move(event.pk, to="running", actor=lead, now=starts)
    for place, id in enumerate(there):
        at = starts - timedelta(minutes=20) + timedelta(seconds=70 * place)
        services.sign_in(event.pk, guest_id=id, actor=lead, now=at)
    for item, amount, note in COSTS:
        services.add_cost(event.pk, item=item, amount_minor=amount, note=note, actor=lead, now=starts)
    services.settle(ids, actor=SYSTEM, now=starts)
    services.move(event.pk, to="closed", actor=lead, now=starts + timedelta(days=8))


def _signed_after(lead: Actor, starts: datetime) -> list[int]:
    days = (starts.date(), starts.date() + timedelta(days=7))
    rows = contracts.visible_to(lead).filter(status__in=IN_FORCE, signed_on__range=days)
    return list(dict.fromkeys(rows.order_by("pk").values_list("customer_id", flat=True)))[:5]


def _today(end: datetime, lead: Actor, chance: Random) -> None:
    """It has just begun; a few have come."""
    starts = end - timedelta(minutes=25)
    event = _made(TODAY, starts, lead, end - timedelta(days=10))
    ids = list(customers.visible_to(lead).order_by("-pk").values_list("pk", flat=True)[:GUESTS])
    guests = _invited(event, lead, ids, end - timedelta(days=8))
    coming = _answered(event, guests, lead, chance, end - timedelta(days=2))
    for place, id in enumerate(coming[: len(coming) * 2 // 3]):
        at = starts - timedelta(minutes=5) + timedelta(seconds=95 * place)
        services.sign_in(event.pk, guest_id=id, actor=lead, now=min(at, end))
    services.set_helper(event.pk, user_id=lead.person, part="host", actor=lead, now=end - timedelta(days=9))
