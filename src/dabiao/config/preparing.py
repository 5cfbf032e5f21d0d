"""The web loads while the database is brought up to date, and serves nobody before it is."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def preparing(home: Path) -> Iterator[None]:
    """Within it, no web process of `home` that starts serves anybody. A killed process holds it no longer."""
    with (home / "preparing").open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        yield


def wait_prepared(home: Path) -> None:
    """Returns once nobody prepares the database of `home`."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "preparing").open("a") as mark:
        fcntl.flock(mark, fcntl.LOCK_SH)
