"""The split of the gap of a company's month: 500 people over so many deals that were decided (--leads), on both databases."""

import random
import sys
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter, process_time
from typing import Any

from bench import _both
from bench.funnel import _copied, _holders

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
MONTH = date(2026, 10, 1)
COPIES, TIMES = 10, 5
LIMIT_SECONDS = 1.0  # of CPU, for one review of the whole company


def main(argv: list[str]) -> int:
    return _both.main("reviews", argv, doc=__doc__, leads=100_000, table=_table)
