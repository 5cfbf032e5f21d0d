"""Counting all customers anew after the company asks for other facts."""

from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.registry import job
from dabiao.core.timers.running import JobRun
from dabiao.modules.customers import services


@job(services.RECOUNT)
def recount(run: JobRun) -> dict[str, Any]:
    """A few thousand at a time, each chunk a transaction; the checkpoint is the last customer counted."""
    last = run.checkpoint or 0
    while (after := services.recount_after(last, actor=SYSTEM, now=run.now())) is not None:
        last = run.checkpoint = after
        run.progress(last)
    return {"last": last}
