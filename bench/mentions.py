"""How well and how fast numbers, ids and addresses are found in what visitors write.

Labelled sentences: `seen` were looked at while the rules were written, `kept` never were. Precision is the share of what was
found that is right, recall the share of what was there that was found; a number that was taken back counts as not there.
"""

import argparse
import json
from importlib.resources import files
from time import process_time
from typing import Any

from bench import _report
from dabiao.core.mentions import find

KINDS = ("phones", "wechats", "emails")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dabiao bench mentions", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    asked = parser.parse_args(argv)
    runs = {name: _judged(name) for name in ("seen", "kept")}
    if asked.json:
        print(json.dumps(_report.machine() | runs, ensure_ascii=False, indent=2))
        return 0
    for name, run in runs.items():
        print(
            f"{name}: {run['sentences']} sentences, {run['whole']:.1%} wholly right, {run['us_each']} µs each"
        )
        for kind in (*KINDS, "all"):
            print(f"  {kind:8} precision {run[kind]['precision']:.3f}  recall {run[kind]['recall']:.3f}")
    return 0


def _judged(name: str) -> dict[str, Any]:
    text = files("dabiao.core.mentions.tests").joinpath(f"{name}.jsonl").read_text()
    rows = [json.loads(line) for line in text.splitlines()]
    find(["warm"])
    began = process_time()
    found = [find(row["messages"]) for row in rows]
    spent = process_time() - began
    counts = {kind: [0, 0, 0] for kind in (*KINDS, "all")}
    whole = 0
    for row, one in zip(rows, found, strict=True):
        right = True
        for kind in KINDS:
            got, wanted = {value.split(";")[0] for value in getattr(one, kind)}, set(row[kind])
            right = right and got == wanted
            for tally in (counts[kind], counts["all"]):
                tally[0] += len(got & wanted)
                tally[1] += len(got)
                tally[2] += len(wanted)
        whole += right
    shares = {
        kind: {"precision": round(hit / given, 4), "recall": round(hit / there, 4)}
        for kind, (hit, given, there) in counts.items()
    }
    return {
        "sentences": len(rows),
        "whole": whole / len(rows),
        "us_each": round(spent / len(rows) * 1e6),
        **shares,
    }
