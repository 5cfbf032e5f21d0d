"""The truth of a simulated company, as files beside its database; never in it, where what learns might look."""

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dabiao.demo.simulation.truth import Truth

FOLDER = "truth"


def save(truth: Truth, folder: Path, *, copies: int = 1) -> None:
    """`parameters.json`, and `leads.csv` and `deals.csv` with the chance of each.

    Leads are numbered as they arrived, from 1, which is the order of their ids where nothing was copied.
    """
    folder.mkdir(parents=True, exist_ok=True)
    said = truth.parameters() | {"copies": copies}
    (folder / "parameters.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    _table(folder / "leads.csv", truth.trials)
    _table(folder / "deals.csv", truth.bids)


def _table(path: Path, rows: Sequence[Any]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        if rows:
            writer = csv.DictWriter(out, fieldnames=list(asdict(rows[0])))
            writer.writeheader()
            writer.writerows(map(asdict, rows))
