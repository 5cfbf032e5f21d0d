"""Figures as tables, and the machine they were taken on."""

import os
import platform
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench._rival import RIVAL, factor


def machine() -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def table(found: Mapping[str, Any]) -> str:
    """Every size, every operation: what it cost, of its limit, and against the rival."""
    version = found["server"]["server_version"].split()[0]
    lines = [
        f"{found['processor']}, {found['cores']} cores, Python {found['python']}, PostgreSQL {version}",
        "",
    ]
    for run in found["runs"]:
        empty = run["empty"]
        lines += [
            f"{run['leads']:,} leads; an empty request costs {empty['cpu_ms']:.2f} ms CPU, "
            f"{empty['with_8']:.0f}/s with 8 clients",
            *grid(HEADING, (_row(figure) for figure in run["operations"])),
            "",
        ]
    if len(found["runs"]) > 1:
        lines += [
            "Growth of the median from the smallest to the largest size",
            *grid(("", "role", "×"), _growth(found["runs"])),
        ]
    return "\n".join(lines)


HEADING = ("", "role", "SQL", "ms", "CPU ms", "limit", "× limit", "/s (8)", "rival ms", "rival /s", "× rival")


def _row(figure: Mapping[str, Any]) -> tuple[str, ...]:
    rival = RIVAL.get((figure["name"], figure["role"]))
    faster = factor(figure)
    refused = figure["refused"] + figure["with_8_refused"]
    return (
        figure["name"],
        figure["role"],
        str(figure["statements"]),
        f"{figure['median_ms']:.2f}",
        f"{figure['cpu_ms']:.2f}",
        f"{figure['limit_ms']:.2f}",
        f"{figure['of_limit']:.2f}",
        f"{figure['with_8']:.0f}",
        f"{rival.ms:g}" if rival else "",
        f"{rival.per_second:g}" if rival and rival.per_second else "",
        (f"{faster:.1f}" if faster else "") + (f"  {refused} REFUSED" if refused else ""),
    )


def _growth(runs: list[Mapping[str, Any]]) -> Iterable[tuple[str, ...]]:
    first = {(one["name"], one["role"]): one for one in runs[0]["operations"]}
    for one in runs[-1]["operations"]:
        before = first[one["name"], one["role"]]
        yield one["name"], one["role"], f"{one['median_ms'] / before['median_ms']:.2f}"


def grid(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Columns as wide as their widest cell, numbers to the right."""
    cells = [heading, *rows]
    widths = [max(len(row[place]) for row in cells) for place in range(len(heading))]
    return [
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
