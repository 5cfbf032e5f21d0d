"""How many duplicates the matcher finds, and how many of its suggestions are right.

F1 over pairs, judged on entities that weights and thresholds never saw.

Chinese customers are judged with the weights that the product carries; they were learnt on the first half of the same world
(--learn prints them anew). The other lists have other columns, so their weights are learnt here, on their own first half.
"""

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from time import perf_counter, process_time
from typing import Any

from bench import _fit, _report, _truth
from dabiao.core.matching.blocking import candidate_pairs
from dabiao.core.matching.companies import compact
from dabiao.core.matching.comparing import Levels, compare
from dabiao.core.matching.model import Model
from dabiao.core.matching.records import Ready, phones_of, ready
from dabiao.core.matching.suggesting import suggestions
from dabiao.core.matching.surroundings import surroundings
from dabiao.core.matching.weights import CUSTOMERS
from dabiao.core.text import fold

AIMS = {"organisations": 0.95, "febrl1": 0.97, "chinese": 0.95}
RECORDS, SEED = 50_000, 1
STRANGERS = (
    2  # pairs taken at random for each record that is learnt from: what people look like who share nothing
)

Pair = tuple[int, int]


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    began = perf_counter()
    chinese = Trial(_truth.chinese(asked.records, asked.seed))
    if asked.learn:
        print(_fit.table(chinese.learn(CUSTOMERS.anchors)))
        return 0
    found: dict[str, Any] = {}
    for name, read in _truth.DATA_SETS.items():
        found |= _figures(name, Trial(read()).judge())
    found |= _figures("chinese", chinese.judge(CUSTOMERS))
    found |= {
        "chinese_noise": dict(chinese.listing.noise.most_common()),
        "while_typing_ms": _while_typing(chinese),
    }
    found |= {"seconds": perf_counter() - began}
    print(
        json.dumps(_report.machine() | found, ensure_ascii=False, indent=2) if asked.json else _table(found)
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench dedupe", description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS, help="Chinese records to make")
    parser.add_argument(
        "--seed", type=int, default=SEED, help="of the Chinese records; the product's weights know seed 1"
    )
    parser.add_argument(
        "--learn", action="store_true", help="print weights learnt on the first half of the Chinese records"
    )
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


@dataclass
class Judgement:
    """Pairs of the judged half: true ones there are, suggested ones, and right ones among these."""

    there: int
    suggested: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.suggested if self.suggested else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.suggested + self.there) if self.suggested else 0.0


class Trial:
    """One list, made ready, blocked and compared once; then learnt from, judged, and given to the plain rival."""

    def __init__(self, listing: _truth.Listing) -> None:
        self.listing = listing
        began = process_time()
        self.ready: list[Ready] = [ready(fields) for fields in listing.records]
        self.around = surroundings(self.ready)
        self.pairs = sorted(candidate_pairs(self.ready))
        self.levels = [compare(self.ready[i], self.ready[j], self.around) for i, j in self.pairs]
        self.cpu = process_time() - began

    def judge(self, model: Model | None = None) -> dict[str, Any]:
        model = model or self.learn(frozenset())
        said = [
            pair
            for pair, levels in zip(self.pairs, self.levels, strict=True)
            if self.score(model, pair, levels) >= model.threshold
        ]
        ours, rival, proposed = self._judged(said), self._judged(self.exact_pairs()), self._judged(self.pairs)
        return {
            "records": len(self.ready),
            "pairs": len(self.pairs),
            "blocking_recall": proposed.recall,
            "f1": ours.f1,
            "precision": ours.precision,
            "recall": ours.recall,
            "f1_within": self._judged(said, across=False).f1,
            "exact_f1": rival.f1,
            "exact_precision": rival.precision,
            "exact_recall": rival.recall,
            "rows_per_s": len(self.ready) / self.cpu,
        }

    def score(self, model: Model, pair: Pair, levels: Levels) -> float:
        return 1.0 if self.ready[pair[0]] == self.ready[pair[1]] else model.score(levels)

    def same(self, i: int, j: int) -> bool:
        return self.listing.truth[i] == self.listing.truth[j]

    def _judged(self, pairs: list[Pair], *, across: bool = True) -> Judgement:
        halves = [self.listing.judged(place) for place in range(len(self.ready))]
        kept = [(i, j) for i, j in pairs if (halves[i] or halves[j] if across else halves[i] and halves[j])]
        return Judgement(
            self.listing.true_pairs(judged=True), len(kept), sum(self.same(i, j) for i, j in kept)
        )

    def learn(self, anchors: frozenset[str]) -> Model:
        """The model of the first half."""
        mine = [place for place in range(len(self.ready)) if not self.listing.judged(place)]
        known = set(mine)
        counts: Counter[tuple[Levels, bool]] = Counter()
        for (i, j), levels in zip(self.pairs, self.levels, strict=True):
            if i in known and j in known:
                counts[levels, self.same(i, j)] += 1
        chance = random.Random(SEED)
        for i in mine * STRANGERS:
            j = chance.choice(mine)
            if not self.same(i, j):
                counts[compare(self.ready[i], self.ready[j], self.around), False] += 1
        return _fit.fit(counts, self.listing.true_pairs(judged=False), anchors)

    def exact_pairs(self) -> list[Pair]:
        """What a plain comparison finds: the same name or the same number, both in one spelling."""
        holders: defaultdict[str, set[int]] = defaultdict(set)
        for place, value in _truth.exact_values(self.listing, _one_spelling):
            holders[value].add(place)
        return sorted({pair for places in holders.values() for pair in combinations(sorted(places), 2)})


def _one_spelling(field: str, text: str) -> list[str]:
    folded = fold(text)
    values = sorted(phones_of(folded)) if field == "phone" else [compact(folded)]
    return [value for value in values if value]


def _while_typing(trial: Trial, candidates: int = 20, times: int = 200) -> float:
    """Milliseconds for each candidate of a record that is being typed, the making ready of both included."""
    records = trial.listing.records
    began = process_time()
    for n in range(times):
        suggestions(records[n], list(enumerate(records[n : n + candidates])))
    return (process_time() - began) / times / candidates * 1000


def _figures(name: str, found: dict[str, Any]) -> dict[str, Any]:
    aim = {f"{name}_aim": AIMS[name]} if name in AIMS else {}
    return {f"{name}_{figure}": value for figure, value in found.items()} | aim


HEADING = (
    "",
    "records",
    "pairs",
    "blocking recall",
    "precision",
    "recall",
    "F1",
    "aim",
    "F1 within",
    "exact F1",
    "rows/s",
)


def _table(found: dict[str, Any]) -> str:
    rows = [
        (
            name,
            f"{found[f'{name}_records']:,}",
            f"{found[f'{name}_pairs']:,}",
            *(
                f"{found[f'{name}_{figure}']:.4f}"
                for figure in ("blocking_recall", "precision", "recall", "f1")
            ),
            f"{AIMS[name]}" if name in AIMS else "",
            *(f"{found[f'{name}_{figure}']:.4f}" for figure in ("f1_within", "exact_f1")),
            f"{found[f'{name}_rows_per_s']:,.0f}",
        )
        for name in (*_truth.DATA_SETS, "chinese")
    ]
    noise = ", ".join(f"{what} {count}" for what, count in found["chinese_noise"].items())
    return "\n".join(
        [
            *_report.grid(HEADING, rows),
            "",
            f"while typing: {found['while_typing_ms']:.3f} ms a candidate; all together {found['seconds']:.0f} s",
            f"Chinese records: {noise}",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
