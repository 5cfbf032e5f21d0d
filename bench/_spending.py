"""What is spent on the processor: by this process, and by the one of the database that serves it."""

from pathlib import Path
from time import process_time

from django.db import connection


def spent() -> tuple[float, float]:
    """(Seconds of ours, seconds of PostgreSQL's process for this connection); SQLite works within ours."""
    if connection.vendor != "postgresql":
        return process_time(), 0.0
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return process_time(), int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
