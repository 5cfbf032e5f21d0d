"""What the demo company knows of its chances: a model learnt from its deals, and the forecasts of past months as they would
have been made then."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.services import enqueue
from dabiao.demo.staff import Staff
from dabiao.modules.forecasts.queries.rebuilding import Rebuilt
from dabiao.modules.forecasts.services import keeping, learning, pacing, scoring

MONTHS = 4  # that are forecast afterwards


def write(staff: Staff, end: datetime) -> None:
    learning.train(actor=SYSTEM, now=end)
    past = Rebuilt(now=end)
    pacing.learn(past=past, actor=SYSTEM, now=end)
    keeping.rebuild(past=past, actor=SYSTEM, now=end, months=MONTHS)
    if scoring.prepare(actor=SYSTEM, now=end):
        after: int | None = 0
        while after is not None:
            after = scoring.score_slice(after=after, actor=SYSTEM, now=end)
    keeping.keep(actor=SYSTEM, now=end)


def leave_to_worker(end: datetime) -> None:
    """The same by the job that learns each week: some minutes for tens of thousands of deals."""
    enqueue("forecasts.train", {}, SYSTEM, end)
