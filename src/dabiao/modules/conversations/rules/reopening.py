"""How long what was closed may be taken up again."""

from datetime import datetime, timedelta

WITHIN = timedelta(minutes=1)


def is_soon(ending: str, closed_at: datetime | None, *, now: datetime) -> bool:
    """Whether somebody of ours closed it, no longer than a minute ago."""
    return ending == "agent" and closed_at is not None and now - closed_at <= WITHIN
