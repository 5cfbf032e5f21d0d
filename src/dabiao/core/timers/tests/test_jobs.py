from collections.abc import Callable
from datetime import timedelta
from threading import Event as Flag

import pytest
from django.db import transaction

from dabiao.core.errors import Invalid
from dabiao.core.events.tests.samples import MEI, NOW, undone
from dabiao.core.timers import leases, running
from dabiao.core.timers.models import Job
from dabiao.core.timers.registry import job
from dabiao.core.timers.running import JobRun
from dabiao.core.timers.services import cancel_job, enqueue
from dabiao.core.timers.tests.samples import said, say
from dabiao.core.timers.worker import drain

pytestmark = pytest.mark.django_db(transaction=True)
EXPIRED = NOW + leases.LEASE


def copying(before_progress: Callable[[int], None] = lambda number: None) -> None:
    """Registers a job of five chunks, each committed with its checkpoint."""

    @job("copy")
    def copy(run: JobRun) -> dict[str, int]:
        for number in range(run.checkpoint or 0, 5):
            with transaction.atomic():
                say(str(number))
                before_progress(number)
                run.checkpoint = number + 1
                run.progress(number + 1, 5)
        return {"copied": 5}


def state(*names: str) -> tuple:
    return Job.objects.values_list(*names).get()


def test_a_job_runs_once_and_leaves_its_result() -> None:
    copying()
    enqueue("copy", {}, MEI, NOW)
    assert drain(NOW) == 1
    assert drain(NOW) == 0
    assert said() == ["0", "1", "2", "3", "4"]
    assert state("status", "done", "total", "result", "started_at", "finished_at", "lease_until") == (
        "done", 5, 5, {"copied": 5}, NOW, NOW, None,
    )  # fmt: skip


def test_a_job_knows_its_payload_its_actor_and_the_time() -> None:
    seen: list[object] = []
    job("look")(lambda run: seen.extend([run.payload, run.actor_id, run.now(), run.checkpoint]))
    enqueue("look", {"file": 3}, MEI, NOW)
    drain(NOW)
    assert seen == [{"file": 3}, 7, NOW, None]


def test_urgent_jobs_go_first_and_can_be_asked_for_alone() -> None:
    job("note")(transaction.atomic(lambda run: say(run.payload["name"])))
    for name, urgent in (("first", False), ("second", True), ("third", True)):
        enqueue("note", {"name": name}, MEI, NOW, urgent=urgent)
    running.run_next(NOW, at=NOW)
    running.run_next(NOW, at=NOW, urgent=True)
    assert running.run_next(NOW, at=NOW, urgent=True).done == 0
    drain(NOW)
    assert said() == ["second", "third", "first"]


def test_a_job_nobody_registered_cannot_be_enqueued() -> None:
    with pytest.raises(LookupError, match="no job is registered as cpoy"):
        enqueue("cpoy", {}, MEI, NOW)


def test_a_job_enqueued_in_an_undone_transaction_does_not_exist() -> None:
    copying()
    undone(lambda: enqueue("copy", {}, MEI, NOW))
    assert Job.objects.count() == 0


def test_a_job_whose_worker_was_killed_goes_on_from_its_checkpoint_when_the_lease_is_over() -> None:
    deadly = {3}

    def die(number: int) -> None:
        if number in deadly:
            raise SystemExit

    copying(die)
    enqueue("copy", {}, MEI, NOW)
    with pytest.raises(SystemExit):
        drain(NOW)
    assert (said(), state("status", "done", "checkpoint")) == (["0", "1", "2"], ("running", 3, 3))
    deadly.clear()
    assert drain(EXPIRED - timedelta(seconds=1)) == 0
    assert drain(EXPIRED) == 1
    assert (said(), state("status")) == (["0", "1", "2", "3", "4"], ("done",))


def test_a_worker_thought_dead_can_change_nothing_when_it_comes_back() -> None:
    def be_overtaken(number: int) -> None:
        if number == 2:
            Job.objects.update(lease_token="another worker's")

    copying(be_overtaken)
    enqueue("copy", {}, MEI, NOW)
    drain(NOW)
    assert (said(), state("status", "checkpoint", "result")) == (["0", "1"], ("running", 2, None))


def test_progress_renews_the_lease() -> None:
    job("wait")(lambda run: run.progress(1))
    enqueue("wait", {}, MEI, NOW)
    claimed = leases.claim(NOW)
    assert claimed is not None
    JobRun(claimed, at=NOW + timedelta(seconds=20)).progress(1)
    assert state("lease_until") == (NOW + timedelta(seconds=50),)


def test_a_failing_job_is_tried_again_from_its_checkpoint() -> None:
    broken = {3}

    def fail(number: int) -> None:
        if number in broken:
            raise RuntimeError("torn page")

    copying(fail)
    enqueue("copy", {}, MEI, NOW)
    drain(NOW, tolerant=True)
    assert (said(), state("status", "error")) == (["0", "1", "2"], ("queued", "RuntimeError: torn page"))
    broken.clear()
    drain(NOW + timedelta(seconds=1))
    assert (said(), state("status", "error")) == (["0", "1", "2", "3", "4"], ("done", ""))


def test_a_job_that_fails_five_times_without_getting_on_has_failed() -> None:
    job("copy")(lambda run: 1 // 0)  # type: ignore[arg-type, return-value]
    enqueue("copy", {}, MEI, NOW)
    for hours in range(6):
        drain(NOW + timedelta(hours=hours), tolerant=True)
    assert state("status", "attempts", "error") == (
        "failed", 5, "ZeroDivisionError: integer division or modulo by zero",
    )  # fmt: skip


def test_a_job_that_kills_its_worker_five_times_has_failed() -> None:
    def die(number: int) -> None:
        raise SystemExit

    copying(die)
    enqueue("copy", {}, MEI, NOW)
    for minutes in range(5):
        with pytest.raises(SystemExit):
            drain(NOW + timedelta(minutes=minutes))
    assert drain(NOW + timedelta(minutes=5)) == 0
    assert state("status", "error") == ("failed", "started 5 times and stopped each time without a trace")


def test_a_new_checkpoint_makes_attempts_count_afresh() -> None:
    copying()
    enqueue("copy", {}, MEI, NOW)
    Job.objects.update(attempts=leases.ATTEMPTS - 1)
    drain(NOW)
    assert state("status", "attempts") == ("done", 1)


def test_a_refusal_is_final() -> None:
    def refuse(number: int) -> None:
        raise Invalid("core.not_a_choice", field="kind", value="x")

    copying(refuse)
    enqueue("copy", {}, MEI, NOW)
    drain(NOW, tolerant=True)
    assert state("status", "error") == ("failed", "core.not_a_choice [kind] {'value': 'x'}")


def test_a_queued_job_is_cancelled_at_once() -> None:
    copying()
    queued = enqueue("copy", {}, MEI, NOW)
    assert (cancel_job(queued.pk, NOW), cancel_job(queued.pk, NOW)) == (True, False)
    assert (drain(NOW), said(), state("status")) == (0, [], ("cancelled",))


def test_a_running_job_is_cancelled_at_its_next_step_and_keeps_what_it_committed() -> None:
    @job("copy")
    def copy(run: JobRun) -> None:
        for number in range(5):
            with transaction.atomic():
                say(str(number))
                run.progress(number + 1)
            if number == 1:
                cancel_job(run.id, NOW)

    enqueue("copy", {}, MEI, NOW)
    drain(NOW)
    assert (said(), drain(EXPIRED), state("status", "done")) == (["0", "1"], 0, ("cancelled", 2))


def test_a_handler_may_ask_whether_it_was_cancelled() -> None:
    answers: list[bool] = []

    @job("ask")
    def ask(run: JobRun) -> None:
        answers.append(run.cancelled())
        cancel_job(run.id, NOW)
        answers.append(run.cancelled())

    enqueue("ask", {}, MEI, NOW)
    drain(NOW)
    assert (answers, state("status", "result")) == ([False, True], ("cancelled", None))


def test_a_job_interrupted_by_the_end_of_its_process_is_queued_again_at_once() -> None:
    stopping = Flag()
    copying(lambda number: stopping.set() if number == 1 else None)
    enqueue("copy", {}, MEI, NOW)
    running.run_next(NOW, at=NOW, stopping=stopping)
    assert (said(), state("status", "lease_until")) == (["0"], ("queued", None))
    drain(NOW)
    assert said() == ["0", "1", "2", "3", "4"]


def test_jobs_are_taken_in_the_order_of_asking() -> None:
    taken: list[str] = []
    job("name")(lambda run: taken.append(run.payload["name"]))
    for name in ("first", "second", "third"):
        enqueue("name", {"name": name}, MEI, NOW)
    drain(NOW)
    assert taken == ["first", "second", "third"]
