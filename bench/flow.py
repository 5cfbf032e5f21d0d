"""The pages of how deals went over eighteen months and five hundred people, and a list that they open, on both databases."""

import json
import random
import sys
from datetime import UTC, datetime
from typing import Any

from bench import _both, funnel

NOW, SPAN = funnel.NOW, funnel.SPAN


def main(argv: list[str]) -> int:
    return _both.main("flow", argv, doc=__doc__, leads=100_000, table=funnel._table)


def _inside(deals: int) -> dict[str, Any]:
    """In the process that has the database for its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from django.db import connection

    from dabiao.testing.people import make_company

    company = make_company()
    funnel._fill(company, deals)
    _parts()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"database": connection.vendor, "rows": _measured(company)}


def _parts() -> None:
    """A rival and a product in half of the deals each, of twenty."""
    from dabiao.modules.opportunities.models import Competitor, Item, Opportunity, Rival
    from dabiao.modules.products.models import Product

    dice = random.Random(6)
    kept = {"created_at": NOW, "updated_at": NOW}
    rivals = Competitor.objects.bulk_create(
        Competitor(name=f"友商{n}", key=f"友商{n}", **kept) for n in range(20)
    )
    goods = Product.objects.bulk_create(
        Product(code=f"P{n}", name=f"产品{n}", price_minor=1, **kept) for n in range(20)
    )
    ids = list(Opportunity.objects.order_by("pk").values_list("pk", flat=True))
    Rival.objects.bulk_create(
        (Rival(opportunity_id=id, competitor=dice.choice(rivals), **kept) for id in ids[::2]),
        batch_size=5_000,
    )
    line = {"name": "模块", "quantity_thousandths": 1_000, "price_minor": 1, "amount_minor": 1, "position": 0}
    Item.objects.bulk_create(
        (Item(opportunity_id=id, product=dice.choice(goods), **line, **kept) for id in ids[1::2]),
        batch_size=5_000,
    )


def _measured(company: Any) -> list[dict[str, Any]]:
    """As who sees all, settled."""
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.analytics import services
    from dabiao.modules.analytics.enums import EndsBy, FunnelBy
    from dabiao.modules.analytics.queries import comparison, flow, winloss
    from dabiao.modules.analytics.queries.ageing import ageing
    from dabiao.modules.analytics.queries.cohorts import cohorts
    from dabiao.modules.analytics.queries.velocity import velocity

    began = datetime.now(UTC)
    services.settle(actor=SYSTEM, now=NOW)
    seconds = (datetime.now(UTC) - began).total_seconds()
    found = [{"what": "all blocks counted anew", "ms": round(seconds * 1000)}]
    by = {"actor": company["boss"].actor, "now": NOW}
    found += [
        funnel._timed(f"won and lost by {one}", lambda one=one: winloss.deal_outcomes(one, *SPAN, **by))
        for one in EndsBy
    ]
    found.append(funnel._timed("ageing", lambda: ageing(**by)))
    found.append(funnel._timed("cohorts, 18 months", lambda: cohorts(18, **by)))
    for kind in FunnelBy:
        found.append(funnel._timed(f"velocity by {kind}", lambda kind=kind: velocity(kind, *SPAN, **by)))
    sides = comparison.Asked(*SPAN), comparison.Asked()
    found.append(funnel._timed("comparison of 18 months", lambda: comparison.comparison(*sides, **by)))
    found.append(funnel._timed("flow, 18 months", lambda: flow.deal_flow(*SPAN, **by)))
    return found + _lists(flow.deal_flow(*SPAN, **by)["links"], by)


def _lists(links: list[dict[str, Any]], by: dict[str, Any]) -> list[dict[str, Any]]:
    """What the flow opens: where most were opened, the steps between stages that most and fewest took, and a way back."""
    from dabiao.core.lists.keyset import PageRequest

    one_page, and_count = PageRequest(limit=50, sort="-created_at"), PageRequest(limit=50, count=True)
    ordered = sorted(links, key=lambda one: -one["count"])
    between = [one for one in ordered if one["source"].startswith("1.") and one["target"].startswith("1.")]
    shown = [ordered[0], between[0], between[-1], next(one for one in ordered if one["back"])]
    return [_list(link, asked, by) for link in shown for asked in (one_page, and_count)]


def _list(link: dict[str, Any], asked: Any, by: dict[str, Any]) -> dict[str, Any]:
    from dabiao.modules.opportunities import queries as opportunities

    params = link["link"]["params"]
    filters = {"went": params["went"], "created_from": params["created_from"]}
    what = f"the list of {link['count']} deals that a flow opens{' and their number' * asked.count}"
    return funnel._timed(what, lambda: opportunities.listing(asked=asked, filters=filters, **by))


if __name__ == "__main__":
    if "--inside" in sys.argv:
        print(json.dumps(_inside(int(sys.argv[-1]))))
    else:
        raise SystemExit(main(sys.argv[1:]))
