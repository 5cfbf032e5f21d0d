"""What the demo company heard of its invented competitors, how it answers them, and what it learned from deals."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from dabiao.core.actor import SYSTEM, Actor
from dabiao.demo.market_words import CARDS, HEARD, LESSONS, PROFILES, STORIES, VOICES
from dabiao.demo.staff import Staff
from dabiao.modules.debriefs import services as debriefs
from dabiao.modules.market import services as market
from dabiao.modules.opportunities import queries as opportunities

DEBRIEFS = 25
DAYS = 150  # that notes go back
BUYERS = ("周经理", "郑主任", "何总", "罗工", "谢女士", "蒋总监")
ROLES = ("采购主管", "信息中心主任", "总经理", "IT 工程师", "行政经理", "运营总监")


def write(staff: Staff, end: datetime) -> None:
    """By `end`, through the services, each at its own time; nothing where nobody sells."""
    known = {one.name: one.pk for one in opportunities.competitors_known()}
    sellers = [one for one in staff.sellers if one.may("market.create")]
    if len(sellers) < 2 or not known:
        return
    chance = Random(31)  # noqa: S311 - a demo, not a secret
    _notes(sellers, set(known), chance, end)
    cards = _cards(staff, known, end)
    _judged(sellers, cards, end)
    _debriefs(sellers, staff, known, chance, end)


def _notes(sellers: list[Actor], known: set[str], chance: Random, end: datetime) -> None:
    """The newest last; colleagues confirm or doubt some, one holds no more."""
    heard = [one for one in HEARD if one[0] in known]
    for number, (competitor, sort, text, yuan, source, certainty) in enumerate(heard):
        days = DAYS * (len(heard) - number) / len(heard)
        now = end - timedelta(days=days, hours=chance.randint(0, 5))
        author = sellers[number % len(sellers)]
        values: dict[str, Any] = {"text": text, "sort": sort, "source": source, "certainty": certainty}
        if yuan:
            values["price_minor"] = yuan * 100
        values["important"] = number == len(heard) - 1
        note = market.add_note(values=values, competitor=competitor, actor=author, now=now)
        for other in sellers[: chance.randint(0, 3)]:
            if other.user_id != author.user_id:
                verdict = "confirm" if chance.random() < 0.8 else "doubt"
                at = min(now + timedelta(days=2), end)
                market.judge_note(note.pk, verdict=verdict, actor=other, now=at)
        if number == 3:
            market.retire_note(note.pk, reason="活动已经结束", actor=author, now=end - timedelta(days=40))


def _cards(staff: Staff, known: dict[str, int], end: datetime) -> dict[int, list[int]]:
    """Competitor → cards on them; the first was corrected once, one has not been read for long."""
    found: dict[int, list[int]] = {}
    for number, (competitor, days, parts, better) in enumerate(CARDS):
        id = known.get(competitor)
        if id is None:
            continue
        if competitor in PROFILES and id not in found:
            about, strengths, weaknesses = PROFILES[competitor]
            changes = {"about": about, "strengths": strengths, "weaknesses": weaknesses}
            when = end - timedelta(days=160)
            market.edit_profile(id, changes=changes, version=1, actor=staff.admin, now=when)
        product = (
            _product(id, opportunities.chosen({"competitor_id": id}, actor=SYSTEM)) if id in found else None
        )
        if id in found and product is None:
            continue
        made = market.create_card(
            competitor_id=id,
            product_id=product,
            parts=parts,
            actor=staff.admin,
            now=end - timedelta(days=days),
        )
        if better:
            changes = {"answers": better}
            base = {"answers": parts["answers"]}
            when = end - timedelta(days=20 + number)
            market.edit_card(made.pk, changes=changes, base=base, actor=staff.admin, now=when)
        found.setdefault(id, []).append(made.pk)
    return found


def _product(_: int, deals: Any) -> int | None:
    """A product that deals against them have."""
    for id in deals.order_by("-pk").values_list("pk", flat=True)[:40]:
        products = opportunities.products_in(id)
        if products:
            return min(products)
    return None


def _judged(sellers: list[Actor], cards: dict[int, list[int]], end: datetime) -> None:
    """What their sellers say of the cards in the deals that they had or have."""
    for place, (competitor, ids) in enumerate(cards.items()):
        for seller in sellers[:6]:
            mine = opportunities.chosen(
                {"competitor_id": competitor, "owner_id": seller.user_id}, actor=seller
            )
            for number, deal in enumerate(mine.order_by("-pk").values_list("pk", flat=True)[:2]):
                helped = (number + place) % 3 != 2
                market.judge_card(
                    deal, card_id=ids[0], helped=helped, actor=seller, now=end - timedelta(days=3)
                )


def _debriefs(
    sellers: list[Actor], staff: Staff, known: dict[str, int], chance: Random, end: datetime
) -> None:
    """Of the deals that ended last: most are written, some with the buyer's voice; a few are still due, one is overdue."""
    actors = {one.user_id: one for one in sellers}
    closed = opportunities.visible_to(SYSTEM).filter(closed_at__isnull=False, owner_id__in=actors)
    recent: list[Any] = list(closed.select_related("stage").order_by("-closed_at", "-pk")[: DEBRIEFS * 3])
    lost = [one for one in recent if one.stage.kind == "lost"][: DEBRIEFS * 2 // 3]
    won = [one for one in recent if one.stage.kind == "won"][: DEBRIEFS - len(lost)]
    for number, deal in enumerate(sorted([*lost, *won], key=lambda one: one.closed_at, reverse=True)):
        author = actors[deal.owner_id]
        when = min(deal.closed_at + timedelta(hours=20), end)
        debrief = debriefs.begin(deal.pk, actor=author, now=when)
        if number not in (0, 2, 5, DEBRIEFS - 1):
            done = min(when + timedelta(days=chance.randint(1, 7 if number % 6 else 12)), end)
            _written(debrief, deal, author, staff, number, known, chance, done)


def _written(
    debrief: Any,
    deal: Any,
    author: Actor,
    staff: Staff,
    number: int,
    known: dict[str, int],
    chance: Random,
    now: datetime,
) -> None:
    stories = STORIES[debrief.outcome]
    story, again, differently, seller = stories[number % len(stories)]
    changes: dict[str, Any] = {"story": story, "again": again, "differently": differently, "seller": seller}
    if "competitor" in seller or debrief.competitor_id:
        id = debrief.competitor_id or known[min(known)]
        changes |= {
            "competitor_id": id,
            "price_heard_minor": deal.amount_minor * 82 // 100 // 10_000 * 10_000,
        }
    debrief = debriefs.edit(debrief.pk, changes=changes, version=debrief.version, actor=author, now=now)
    if number % 5 != 4:
        words, weights = VOICES[debrief.outcome][number % len(VOICES[debrief.outcome])]
        place = chance.randrange(len(BUYERS))
        said: dict[str, Any] = {"words": words, "weights": weights, "said_by": BUYERS[place]}
        if number % 4 == 1:
            link = debriefs.ask_buyer(
                debrief.pk, name=BUYERS[place], role=ROLES[place], actor=author, now=now
            )
            debriefs.answer(link.pk, **said, agreed=True, actor=SYSTEM, now=now)
        else:
            way = ("call", "meeting", "message")[number % 3]
            debriefs.add_voice(debrief.pk, way=way, role=ROLES[place], **said, actor=author, now=now)
    if number % 3 == 0:
        text, situation, to = LESSONS[number // 3 % len(LESSONS)]
        fits = to if changes.get("competitor_id") or to != "card" else "sop"
        debriefs.add_lesson(debrief.pk, text=text, situation=situation, to=fits, actor=author, now=now)
    debriefs.finish(debrief.pk, actor=author, now=now)
    lead = staff.leads.get(author.user_id or 0)
    if number % 4 == 0 and lead is not None and lead.may("debrief.judge") and lead.user_id != author.user_id:
        feedback = "写得很实在，谢谢。客户那句话我们周会上一起看看。"
        debriefs.judge(debrief.pk, feedback=feedback, actor=lead, now=now)
