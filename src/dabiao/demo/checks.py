"""Spot checks of the demo company: a weekly programme with some weeks behind it, and what is to be looked at today."""

from datetime import datetime, timedelta
from random import Random

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.i18n import DEFAULT
from dabiao.demo.staff import Staff
from dabiao.modules.checks import queries, services
from dabiao.modules.checks.queries.templates import templates
from dabiao.modules.org import queries as org

WEEKS = 4
PRAISES = (
    "客户原话记得很细，下一步也清楚，可以给大家看看。",
    "目的写得明白，接手的人一看就懂。",
    "联系及时，记录也及时，继续保持。",
)
ADVICE = (
    "记录只有一句话，下次把客户的顾虑写下来，我们好一起想办法。",
    "下一步没约时间，今天补一个吧，有难处来找我。",
    "目的和结果对不上，咱们周会前聊十分钟。",
)
WORDS = ("当时客户在开会，没来得及细说，第二天补了一次电话。", "那几天出差，记录补得晚了，以后当天写。")


def write(staff: Staff, end: datetime) -> None:
    if not staff.sellers:
        return
    chance = Random(23)  # noqa: S311 - a demo, not a secret
    sets = {one["code"]: one for one in templates(DEFAULT)}
    root = min(unit["id"] for unit in org.units() if unit["parent_id"] is None)
    common = {"unit_ids": [root], "newcomer_days": 90, "due_days": 3, "pass_mark": 60}
    contacts = services.programmes.create(
        values={
            **common,
            "name": "每周触达抽查",
            "kind": "activity",
            "questions": sets["contact_real"]["questions"],
            "each": 1,
            "cadence": "weekly",
            "weekday": 1,
            "minute": 9 * 60,
        },
        actor=staff.admin,
        now=end - timedelta(days=7 * WEEKS + 3),
    )
    for back in range(WEEKS, -1, -1):
        _week(contacts.pk, back, staff, chance, end)
    stages = services.programmes.create(
        values={
            **common,
            "name": "月底商机阶段核实",
            "kind": "opportunity",
            "questions": sets["stage_claim"]["questions"],
            "each": 1,
            "strategy": "risk",
            "cadence": "monthly",
            "monthday": 20,
        },
        actor=staff.people["boss"],
        now=end - timedelta(days=2),
    )
    services.draw(stages.pk, seed="demo-stages", actor=staff.people["boss"], now=end - timedelta(hours=20))


def _week(programme_id: int, back: int, staff: Staff, chance: Random, end: datetime) -> None:
    """A draw on the Monday of a week, and what the leads made of it in the days after."""
    zone = get_default_timezone()
    local = end.astimezone(zone) - timedelta(days=7 * back)
    monday = local.replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=local.weekday())
    if monday > end:
        return
    made = services.draw(programme_id, seed=f"demo-{back}", actor=staff.admin, now=monday)
    actors = {actor.person: actor for actor in staff.people.values()}
    for check in made.checks.order_by("place"):
        if chance.random() > (0.4 if back == 0 else 0.93):
            continue
        when = monday + timedelta(days=chance.randrange(3), hours=chance.randrange(1, 8))
        checker = actors.get(check.checker_id or 0)
        if checker is not None and when < end:
            _look(check.pk, check.owner_id, checker, actors, chance, when, end)


def _look(
    check_id: int,
    owner_id: int | None,
    checker: Actor,
    actors: dict[int, Actor],
    chance: Random,
    when: datetime,
    end: datetime,
) -> None:
    asked = queries.detail(check_id, actor=checker, now=when)["draw"]["questions"]
    good = chance.random() < 0.75
    low = 0.1 if good else 0.6
    answers = [_answer(one["kind"], chance, low) for one in asked]
    done = services.finish(
        check_id,
        answers=answers,
        feedback=chance.choice(PRAISES if good else ADVICE),
        praised=good and chance.random() < 0.3,
        actor=checker,
        now=when,
    )
    after, owner = when + timedelta(hours=3), actors.get(owner_id or 0)
    if owner is None or after >= end or chance.random() < 0.3:
        return
    if done.result == "passed" or chance.random() < 0.6:
        services.answer(check_id, reply="agree", actor=owner, now=after)
    else:
        services.answer(check_id, reply="explain", text=chance.choice(WORDS), actor=owner, now=after)


def _answer(kind: str, chance: Random, low: float) -> dict[str, object]:
    if kind == "yes_no":
        return {"value": int(chance.random() > low), "word": ""}
    return {"value": chance.choice((1, 2, 3)) if chance.random() < low else chance.choice((4, 5)), "word": ""}
