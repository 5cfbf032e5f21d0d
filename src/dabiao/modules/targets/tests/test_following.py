"""Sums by day follow the records in their own time: the job that makes them ends and rests, and a change leaves few marks."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.models import Job, JobStatus
from dabiao.core.timers.running import run_next
from dabiao.modules.activities.tests.builders import a_lead
from dabiao.modules.leads.models import Lead
from dabiao.modules.targets import jobs, services
from dabiao.modules.targets.models import TallyMark
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
MADE, MET = NOW - timedelta(days=40), NOW - timedelta(days=9)


@pytest.fixture
def lead() -> Lead:
    """Made and first contacted on days of their own, with every sum made."""
    company: Company = make_company()
    lead = a_lead(company["sales1"])
    Lead.objects.filter(pk=lead.pk).update(created_at=MADE, first_contact_at=MET)
    services.tally(actor=SYSTEM, now=NOW)
    assert not TallyMark.objects.exists()
    return lead


def change(lead: Lead, **facts: object) -> None:
    Lead.objects.filter(pk=lead.pk).update(**facts)


def marked() -> Counter[datetime | None]:
    """How often each moment of leads is marked."""
    return Counter(TallyMark.objects.filter(source="lead").values_list("at", flat=True))


def of_following() -> list[Job]:
    return list(Job.objects.filter(kind=jobs.TALLY).order_by("pk"))


def test_a_change_that_keeps_its_moments_marks_each_once(lead: Lead) -> None:
    change(lead, name="改了名字")
    assert marked() == {MADE: 1, MET: 1}


def test_a_change_of_a_moment_marks_what_it_was_and_what_it_is(lead: Lead) -> None:
    later = MET + timedelta(days=2)
    change(lead, first_contact_at=later)
    assert marked() == {MADE: 1, MET: 1, later: 1}


def test_a_moment_that_is_lost_is_marked_beside_the_one_that_stays(lead: Lead) -> None:
    change(lead, first_contact_at=None)
    assert marked() == {MADE: 1, MET: 1}


def test_a_moment_that_comes_is_marked_once(lead: Lead) -> None:
    change(lead, first_contact_at=None)
    services.tally(actor=SYSTEM, now=NOW)
    change(lead, first_contact_at=MET)
    assert marked() == {MADE: 1, MET: 1}


def test_what_says_nothing_of_the_record_marks_nothing(lead: Lead) -> None:
    change(lead, version=7, updated_at=NOW)
    assert not marked()


def test_a_record_that_goes_marks_its_moments_once(lead: Lead) -> None:
    lead.delete()
    assert marked() == {MADE: 1, MET: 1}


def test_a_stream_of_new_marks_ends_the_job(lead: Lead, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step finds that somebody has changed a lead meanwhile: that is the next job's, which finds it."""
    steps = 0
    tally = services.tally

    def busy(**how: object) -> int:
        nonlocal steps
        steps += 1
        assert steps < 10, "the job runs after its own tail"
        done = tally(**how)  # type: ignore[arg-type]
        change(lead, name=f"第 {steps} 次")
        return done

    change(lead, name="第 0 次")
    jobs.follow({}, NOW)
    monkeypatch.setattr(services, "tally", busy)
    run_next(NOW, at=NOW)
    (job,) = of_following()
    assert (job.status, job.result) == (JobStatus.DONE, {"steps": 1})
    assert marked(), "what came in meanwhile waits for the next one"


def test_following_starts_where_something_is_marked_and_once(lead: Lead) -> None:
    jobs.follow({}, NOW)
    assert not of_following()
    change(lead, name="改了名字")
    jobs.follow({}, NOW)
    jobs.follow({}, NOW + 100 * SECOND)
    assert len(of_following()) == 1


@pytest.mark.parametrize("ended", [JobStatus.DONE, JobStatus.FAILED])
def test_following_rests_nineteen_times_as_long_as_it_ran(lead: Lead, ended: JobStatus) -> None:
    change(lead, name="改了名字")
    jobs.follow({}, NOW)
    Job.objects.filter(kind=jobs.TALLY).update(
        status=ended, started_at=NOW, finished_at=NOW + 7 * SECOND, lease_until=None
    )
    jobs.follow({}, NOW + 139 * SECOND)
    assert len(of_following()) == 1, "7 s of work, then 133 s of rest"
    jobs.follow({}, NOW + 140 * SECOND)
    assert len(of_following()) == 2


def test_following_that_was_cancelled_before_it_began_begins_anew(lead: Lead) -> None:
    change(lead, name="改了名字")
    jobs.follow({}, NOW)
    Job.objects.filter(kind=jobs.TALLY).update(status=JobStatus.CANCELLED, finished_at=NOW)
    jobs.follow({}, NOW + SECOND)
    assert len(of_following()) == 2
