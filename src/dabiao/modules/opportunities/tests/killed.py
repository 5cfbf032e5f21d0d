"""A process to be killed in the middle of a change of a pipeline: `python -m … prepare | work | undo | report`."""

import json
import sys

import django

DEALS = 2_600


def prepare() -> None:
    """A stage full of deals, and its pipeline changed so that it goes."""
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.opportunities import services
    from dabiao.modules.opportunities.tests.builders import stage
    from dabiao.modules.opportunities.tests.designs import plan_of, put, the_default, without
    from dabiao.modules.opportunities.tests.test_redesigning import many_deals
    from dabiao.testing.people import NOW, make_company

    services.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    company = make_company()
    many_deals(company, DEALS)
    plan = without(plan_of(the_default()), "商务谈判")
    put(company["ops"], the_default(), plan, {stage("negotiating").pk: 2})


def work() -> None:
    """Whatever job there is; says each slice before it commits, so that a kill can hit on either side of it."""
    from dabiao.core.timers.running import JobRun
    from dabiao.core.timers.worker import drain

    whole = JobRun.progress

    def telling(run: JobRun, done: int, total: int | None = None) -> None:
        whole(run, done, total)
        sys.stdout.write(f"{done}\n")
        sys.stdout.flush()

    JobRun.progress = telling  # type: ignore[method-assign]
    _forget_leases()
    drain()


def undo() -> None:
    from dabiao.core.access import actors
    from dabiao.core.access.models import User
    from dabiao.modules.opportunities import services
    from dabiao.modules.opportunities.models import Redesign

    made = Redesign.objects.get()
    actor = actors.build(User.objects.get(pk=made.made_by))
    assert made.finished_at is not None
    services.ask_undo(made.pipeline_id, redesign_id=made.pk, actor=actor, now=made.finished_at)


def _forget_leases() -> None:
    """As if the lease of who was killed had run out: the test does not wait for it."""
    from dabiao.core.timers.models import Job

    Job.objects.filter(lease_until__isnull=False).update(lease_until="2026-01-01T00:00:00Z")


def report() -> None:
    from django.db.models import Count

    from dabiao.core.events.models import Event
    from dabiao.modules.opportunities.models import Opportunity, Redesign, StageEntry

    stays = StageEntry.objects.values("opportunity").annotate(n=Count("pk")).values_list("n", flat=True)
    said = {
        "stages": dict(Opportunity.objects.values_list("stage__code").annotate(Count("pk"))),
        "moved": Redesign.objects.get().moved,
        "told": Event.objects.filter(kind="opportunity.stage_moved").count(),
        "back": Event.objects.filter(kind="opportunity.put_back").count(),
        "stays": sorted(set(stays)),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "work": work, "undo": undo, "report": report}[sys.argv[1]]()
