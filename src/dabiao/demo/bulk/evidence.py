"""What open deals of the demo rest on, as the services would have written it: some proofs each, given after a contact."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
from dabiao.core.events.services import Entry, record_all
from dabiao.modules.activities.models import Activity
from dabiao.modules.opportunities import events
from dabiao.modules.opportunities.enums import ProofKind, StageKind
from dabiao.modules.opportunities.models import Criterion, Opportunity, Proof, Stage

MOST_DEALS = 400  # the latest; a larger demo has older deals without evidence
AFTER_CONTACT = timedelta(minutes=20)
BY_CONTACT = 0.7  # the rest is somebody's own word
SECOND_SIGN = 0.45
# by how many steps the claim is ahead of the evidence, with what share of deals; None: nothing is proved
AHEAD = ((0, 0.68), (1, 0.14), (2, 0.05), (-1, 0.06), (None, 0.07))
WORDS = {
    "asked_for_more": "主动要了产品资料和两家同行案例",
    "names_a_need": "说现在靠表格跟客户，月底总对不上",
    "agreed_to_meet": "约了下周二下午到他们公司面谈",
    "need_in_writing": "需求清单已邮件确认，共 12 条",
    "budget_named": "财务说今年这块预算在 30 万上下",
    "decision_path_known": "采购提、销售总监定、老板签字",
    "deadline_named": "希望下个季度开始前上线",
    "saw_the_solution": "演示来了五个人，问得很细",
    "users_agree": "两个大区的主管试用后都说顺手",
    "key_person_agrees": "销售总监当面说方案可以",
    "fits_the_budget": "按三年分摊，总价在预算以内",
    "asked_for_a_quote": "发函要正式报价，注明含税",
    "talks_terms": "问首付能不能降到三成",
    "buying_steps_known": "走比价流程，十五个工作日出结果",
    "rivals_ruled_out": "另外两家已经婉拒",
    "said_yes": "总监电话里说就定我们了",
    "contract_at_legal": "合同在法务，预计三天回复",
    "signing_day_set": "定在月底前最后一个周四签",
}


def enter(people: dict[int, Actor], end: datetime) -> None:
    """For the latest open deals that somebody has."""
    dice = Random(11)  # noqa: S311 the same demo each time
    rows = Opportunity.objects.filter(closed_at=None, owner_id__in=people, pipeline__is_default=True)
    deals = list(rows.order_by("-stage_entered_at", "-pk")[:MOST_DEALS])
    stages = list(
        Stage.objects.filter(pipeline__is_default=True, kind=StageKind.OPEN, active=True).order_by("position")
    )
    signs: dict[int, list[Criterion]] = defaultdict(list)
    for one in Criterion.objects.filter(stage__in=stages, active=True).order_by("position"):
        signs[one.stage_id].append(one)
    contacts = _contacts(deals)
    proofs: list[Proof] = []
    said: dict[int, list[Proof]] = {}
    for deal in deals:
        said[deal.pk] = list(_proofs(deal, stages, signs, contacts.get(deal.pk, []), dice, end))
        proofs += said[deal.pk]
    Proof.objects.bulk_create(proofs, batch_size=500)
    proved = [deal for deal in deals if said[deal.pk]]
    reached = {stage.pk: place for place, stage in enumerate(stages)}
    for deal in proved:
        mine = said[deal.pk]
        deal.evidenced_stage_id = max((one.criterion.stage_id for one in mine), key=lambda id: reached[id])
        recorded = [one.criterion.stage_id for one in mine if one.kind != ProofKind.NOTE]
        deal.recorded_stage_id = max(recorded, key=lambda id: reached[id], default=None)
        deal.proof_count, deal.proved_at = len(mine), mine[0].created_at
        deal.version += 1
    update_rows(proved, ["evidenced_stage_id", "recorded_stage_id", "proof_count", "proved_at", "version"])
    titles = {one.pk: one.purpose for some in contacts.values() for one in some}
    for deal in proved:
        _record(deal, said[deal.pk], titles, people[deal.owner_id or 0])


def _contacts(deals: list[Opportunity]) -> dict[int, list[Activity]]:
    """The latest contacts about each deal."""
    ids = [deal.pk for deal in deals]
    about = Q(about_kind="opportunity", about_id__in=ids, removed_at=None)
    found: dict[int, list[Activity]] = defaultdict(list)
    for one in Activity.objects.filter(about).order_by("-occurred_at", "-pk"):
        found[one.about_id].append(one)
    return found


def _proofs(
    deal: Opportunity,
    stages: list[Stage],
    signs: dict[int, list[Criterion]],
    contacts: list[Activity],
    dice: Random,
    end: datetime,
) -> Iterator[Proof]:
    places = [stage.pk for stage in stages]
    [ahead] = dice.choices([steps for steps, _ in AHEAD], [share for _, share in AHEAD])
    if deal.stage_id not in places or ahead is None:
        return
    last = min(max(places.index(deal.stage_id) - ahead, -1), len(places) - 1)
    began = max(deal.stage_entered_at, deal.last_contact_at or deal.stage_entered_at)
    at = min(began + AFTER_CONTACT, end)
    for place in range(last + 1):
        for turn, criterion in enumerate(signs[places[place]][:2]):
            if turn and dice.random() > SECOND_SIGN:
                continue
            by_contact = contacts and dice.random() < BY_CONTACT
            contact = dice.choice(contacts) if by_contact else None
            yield Proof(
                opportunity=deal,
                criterion=criterion,
                kind=ProofKind.CONTACT if contact else ProofKind.NOTE,
                about_kind="activity" if contact else "",
                about_id=contact.pk if contact else None,
                note="" if contact else WORDS.get(criterion.code, "客户亲口说的"),
                by_id=deal.owner_id,
                created_at=at,
            )


def _record(deal: Opportunity, proofs: list[Proof], titles: dict[int, str], actor: Actor) -> None:
    entries = [
        Entry(
            events.CriterionProved(
                name=deal.name,
                criterion=one.criterion.name or one.criterion.code,
                proof_kind=one.kind,
                about_kind=one.about_kind,
                about_id=one.about_id,
                about_title=titles.get(one.about_id or 0, ""),
                note=one.note,
            ),
            [deal, ("customer", deal.customer_id)],
        )
        for one in proofs
    ]
    record_all(entries, actor=actor, now=proofs[0].created_at)
