"""A company with a tree of won deals, and months of them."""

from datetime import UTC, date, datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.tests.builders import an_opportunity, move
from dabiao.modules.reviews import services
from dabiao.modules.reviews.models import Review
from dabiao.modules.targets import services as targets
from dabiao.modules.targets.models import Tree
from dabiao.modules.targets.tests.world import a_tree, metric, node, put
from dabiao.testing.people import NOW, Company, make_company

FEBRUARY, JANUARY = date(2026, 2, 1), date(2026, 1, 1)


def a_company() -> Company:
    opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    return make_company()


def won_tree(company: Company) -> Tree:
    return a_tree(company, metric_id=metric("won").pk, starts_on=date(2026, 1, 1), name="2026 年赢单")


def decided(company: Company, who: str, on: date, amount: int = 0, source: str = "") -> Opportunity:
    """Won for that amount, or lost for none."""
    deal = an_opportunity(company[who], f"{who} {on}", amount_minor=amount or 1, source=source)
    if amount:
        move(company[who], deal, "won")
    else:
        move(company[who], deal, "lost", reason="预算取消")
    noon = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
    Opportunity.objects.filter(pk=deal.pk).update(closed_at=noon, created_at=noon)
    targets.settle("opportunity", ids=[deal.pk], actor=SYSTEM, now=NOW)
    return deal


def two_months(company: Company, tree: Tree) -> None:
    """January: four deals of four, 400. February: two of four, 150; asked were 600."""
    for day in range(1, 5):
        decided(company, "sales1", date(2026, 1, day), 100, "form")
    decided(company, "sales1", date(2026, 2, 3), 100, "form")
    decided(company, "sales1b", date(2026, 2, 4), 50, "advert")
    for day in (5, 6):
        decided(company, "sales1", date(2026, 2, day))
    put(tree, company, "一组", 600, starts_on=FEBRUARY)


def begun(company: Company, tree: Tree, name: str = "一组", by: str = "lead1", **facts: Any) -> Review:
    wanted = {"grain": "month", "starts_on": FEBRUARY, **facts}
    return services.begin(node_id=node(tree, name).pk, **wanted, actor=company[by].actor, now=NOW)


def filled(company: Company, tree: Tree, **facts: Any) -> Review:
    """With a cause, a lesson and an action."""
    review = begun(company, tree, **facts)
    points: list[tuple[str, dict[str, Any]]] = [
        ("cause", {"text": "新客跟进太慢", "tag": "process"}),
        ("lesson", {"text": "当天回访", "situation": "新线索", "advice": "两小时内打电话", "sop": "draft"}),
        (
            "action",
            {"text": "每天清一次新线索", "owner_id": company["sales1"].id, "due_on": date(2026, 3, 20)},
        ),
    ]
    for sort, values in points:
        services.add_point(review.pk, sort=sort, values=values, actor=company["lead1"].actor, now=NOW)
    return review
