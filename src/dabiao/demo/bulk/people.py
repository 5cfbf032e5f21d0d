"""With whom of a customer's people open deals of the demo were spoken about: with several, mostly; with one, where nobody asked
for another. Some amounts came down on the way."""

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.db import update_rows
from dabiao.modules.activities import services as activities
from dabiao.modules.activities.models import Activity
from dabiao.modules.customers import services as customers
from dabiao.modules.customers.models import Contact
from dabiao.modules.opportunities import services
from dabiao.modules.opportunities.models import Opportunity

MOST_DEALS = 60  # that get to know a second person: the latest from half way on
MOST_NAMED = 5_000  # deals, the latest: more there are only where a company was copied
ONE_PERSON = 0.2
CUT = 3  # deals that were talked down
CUT_TO = 85  # percent
HALF_WAY = 50
SECOND = (
    ("周敏", "采购经理", "coach"),
    ("何志远", "财务总监", "approves"),
    ("林芳", "使用部门主管", "uses"),
    ("徐建平", "信息化负责人", "technical"),
    ("高雅琴", "行政主管", "uses"),
)


def introduce(people: dict[int, Actor], end: datetime) -> None:
    dice = Random(23)  # noqa: S311 the same demo each time
    rows = Opportunity.objects.filter(closed_at=None, owner_id__in=people, last_contact_at__isnull=False)
    deals = list(rows.order_by("-last_contact_at", "-pk").select_related("stage", "customer")[:MOST_NAMED])
    # whose customer is somebody else's, leaves its people to them
    own = [deal for deal in deals if deal.customer.owner_id == deal.owner_id]
    advanced = [deal for deal in own if deal.stage.percent >= HALF_WAY][:MOST_DEALS]
    known: set[int] = set()
    for place, deal in enumerate(advanced):
        if dice.random() < ONE_PERSON or deal.customer_id in known:
            continue
        known.add(deal.customer_id)
        name, title, role = SECOND[place % len(SECOND)]
        customers.create_contact(
            customer_id=deal.customer_id,
            name=name,
            title=title,
            decision_role=role,
            actor=people[deal.owner_id or 0],
            now=max(deal.created_at, end - timedelta(days=20)),
        )
    _name_them(deals)
    activities.recount_people([deal.pk for deal in deals], actor=SYSTEM, now=end)
    for deal in [deal for deal in advanced if not deal.amount_from_items][: CUT * 4 : 4]:
        changes = {"amount_minor": deal.amount_minor * CUT_TO // 100}
        now = end - timedelta(days=2)
        services.edit(
            deal.pk,
            changes=changes,
            base={"amount_minor": deal.amount_minor},
            actor=people[deal.owner_id or 0],
            now=now,
        )


def _name_them(deals: list[Opportunity]) -> None:
    """Each contact about a deal was with one of the customer's people, in turn."""
    theirs: dict[int, list[int]] = defaultdict(list)
    known = Contact.objects.filter(customer_id__in={deal.customer_id for deal in deals}).order_by("pk")
    for customer_id, id in known.values_list("customer_id", "pk"):
        theirs[customer_id].append(id)
    of_deal = {deal.pk: theirs[deal.customer_id] for deal in deals}
    about = Activity.objects.filter(about_kind="opportunity", about_id__in=of_deal, contact_id=None)
    turns: dict[int, int] = defaultdict(int)
    spoken: list[Activity] = []
    for one in about.order_by("-occurred_at", "-pk"):
        some = of_deal[one.about_id]
        if some:
            one.contact_id = some[turns[one.about_id] % len(some)]
            turns[one.about_id] += 1
            spoken.append(one)
    update_rows(spoken, ["contact_id"])
