"""A process to be killed while it takes a merge back: `python -m … prepare | undo | report`."""

import json
import sys

import django

DEALS = 1_200


def prepare() -> None:
    """Two competitors made one, in more deals than one chunk."""
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.opportunities import services
    from dabiao.modules.opportunities.models import Opportunity, Rival
    from dabiao.modules.opportunities.tests.test_redesigning import many_deals
    from dabiao.testing.people import NOW, make_company

    services.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    company = make_company()
    many_deals(company, DEALS)
    ops = company["ops"].actor
    goes, stays = (services.create_competitor(name=name, actor=ops, now=NOW) for name in ("甲", "乙"))
    when = {"created_at": NOW, "updated_at": NOW}
    Rival.objects.bulk_create(
        [
            Rival(opportunity_id=id, competitor=goes, **when)
            for id in Opportunity.objects.values_list("pk", flat=True)
        ]
    )
    services.merge_competitors(goes.pk, into_id=stays.pk, confirmed="甲", actor=ops, now=NOW)


def undo() -> None:
    """Says each chunk once it is written, before the whole is committed."""
    from dabiao.core.access import actors
    from dabiao.core.access.models import User
    from dabiao.modules.opportunities.models import CompetitorMerge
    from dabiao.modules.opportunities.services import unmerging

    write = unmerging.update_rows

    def telling(rows: list[object], names: list[str]) -> None:
        write(rows, names)  # type: ignore[arg-type]
        sys.stdout.write(f"{len(rows)}\n")
        sys.stdout.flush()

    unmerging.update_rows = telling  # type: ignore[assignment]
    made = CompetitorMerge.objects.get()
    actor = actors.build(User.objects.get(pk=made.made_by))
    unmerging.undo_merge(made.pk, actor=actor, now=made.made_at)


def report() -> None:
    from django.db.models import Count

    from dabiao.core.events.models import Event
    from dabiao.modules.opportunities.models import Competitor, Opportunity

    said = {
        "named": dict(Opportunity.objects.values_list("competitor").annotate(Count("pk"))),
        "known": sorted(Competitor.objects.values_list("name", flat=True)),
        "told": Event.objects.filter(kind="competitor.unmerged").count(),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "undo": undo, "report": report}[sys.argv[1]]()
