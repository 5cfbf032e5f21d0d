"""A process to be killed while it makes sums by stage: `python -m … prepare | work | report`."""

import json
import sys

import django


def prepare() -> None:
    """Deals of everybody, with nothing summed yet."""
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.opportunities import services
    from dabiao.modules.opportunities.tests.open_world import World
    from dabiao.testing.people import NOW, make_company

    services.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    World(make_company(), 17).open(300)


def work() -> None:
    """Says each person before their sums commit, so that a kill can hit on either side of it."""
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.opportunities.services import stage_sums
    from dabiao.testing.people import NOW

    write = stage_sums._write

    def telling(owner_id: int, told: stage_sums.Terms) -> None:
        write(owner_id, told)
        sys.stdout.write(f"{owner_id}\n")
        sys.stdout.flush()

    stage_sums._write = telling
    stage_sums.settle(actor=SYSTEM, now=NOW)


def report() -> None:
    """Whether the sums are whole, and whether they say what the deals say one by one: half made as well."""
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.opportunities.queries import stage_sums
    from dabiao.modules.opportunities.tests.open_world import as_shown, deal_by_deal
    from dabiao.testing.people import NOW

    told = stage_sums.terms(NOW)
    found = stage_sums.Standing({}, told.laid.all(), told, SYSTEM).totals()
    said = {
        "whole": not stage_sums.is_behind(NOW),
        "kept": stage_sums.StageSum.objects.count(),
        "true": as_shown(found) == deal_by_deal({}, None, SYSTEM),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "work": work, "report": report}[sys.argv[1]]()
