"""Appeals against clocks that ran out: asked by whom it concerns, judged once by who leads them."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import Forbidden
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.modules.dispatch import events
from dabiao.modules.dispatch.enums import Appeal
from dabiao.modules.dispatch.models import Breach
from dabiao.modules.dispatch.queries.reach import breaches
from dabiao.modules.dispatch.rules import appealing
from dabiao.modules.dispatch.services._clocks import level_reason
from dabiao.modules.org import queries as org
from dabiao.modules.org import services as people


@transaction.atomic
def ask(breach_id: int, *, text: str, actor: Actor, now: datetime) -> Breach:
    """Say within seven days why it should not count. Raises `dispatch.appeal_of_another`, and as `check_may_ask`."""
    breach = fetch(breaches(actor), breach_id, lock=True)
    if breach.owner_id != actor.user_id:
        raise Forbidden("dispatch.appeal_of_another", field="id")
    appealing.check_may_ask(breach.appeal, breach.at, now)
    breach.appeal, breach.appeal_text, breach.asked_at = Appeal.ASKED, text, now
    breach.version += 1
    breach.save(update_fields=["appeal", "appeal_text", "asked_at", "version"])
    name = _name(breach.owner_id)
    fact = events.AppealAsked(owner_id=breach.owner_id, owner_name=name, text=text)
    record(fact, breach, actor=actor, now=now)
    return breach


@transaction.atomic
def judge(breach_id: int, *, uphold: bool, words: str, actor: Actor, now: datetime) -> Breach:
    """Decide an appeal, once; upheld, a level that was lost comes back. Raises `dispatch.judge_oneself`,
    `access.forbidden`, and as `check_may_judge`.
    """
    breach = fetch(breaches(actor), breach_id, lock=True)
    if breach.owner_id == actor.user_id:
        raise Forbidden("dispatch.judge_oneself", field="id")
    demand(actor, "dispatch.judge", breach)
    appealing.check_may_judge(breach.appeal)
    breach.appeal = Appeal.UPHELD if uphold else Appeal.REJECTED
    breach.judged_by_id, breach.judged_by_name = actor.user_id, actor.name[:80]
    breach.judged_at, breach.judgement = now, words
    breach.version += 1
    breach.save(
        update_fields=["appeal", "judged_by_id", "judged_by_name", "judged_at", "judgement", "version"]
    )
    level = _give_level_back(breach, now) if uphold and breach.level_after else ""
    fact = events.AppealJudged(
        owner_id=breach.owner_id,
        owner_name=_name(breach.owner_id),
        upheld=uphold,
        words=words,
        level=level,
    )
    record(fact, breach, actor=actor, now=now)
    return breach


def _name(user_id: int) -> str:
    return org.names_of([user_id]).get(user_id, "")


def _give_level_back(breach: Breach, now: datetime) -> str:
    """One level up, unless the person has regained it since; the level they have then, empty where nothing changed."""
    person = fetch(org.visible_to(SYSTEM), breach.owner_id, lock=True)
    if not appealing.is_below(person.level, breach.level_before):
        return ""
    levels = people.promote(person.pk, reason=level_reason("appeal"), actor=SYSTEM, now=now)
    return levels[1] if levels is not None else ""
