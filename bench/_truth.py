"""Lists whose truth is known, and the halves of it: weights and thresholds learn from one half of the entities, figures are
taken on the other.

An entity belongs to a half by the checksum of its name. A pair of records is learnt from when both lie in the first half. It is
judged when at least one lies in the second: a false suggestion across the halves counts in full against precision, and a true
pair that blocking never proposed counts in full against recall.
"""

import csv
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import _messy, _messy_records
from bench._data import data_folder

Fields = dict[str, str]


@dataclass(frozen=True)
class Listing:
    """`records[n]` is of the entity `truth[n]`; records that share the fields of one entry of `exact` are a pair to the plain
    rival.
    """

    truth: list[str]
    records: list[Fields]
    exact: tuple[tuple[str, ...], ...]
    noise: Counter[str]

    def judged(self, place: int) -> bool:
        return bool(zlib.crc32(self.truth[place].encode()) & 1)

    def true_pairs(self, *, judged: bool) -> int:
        sizes = Counter(entity for place, entity in enumerate(self.truth) if self.judged(place) == judged)
        return sum(size * (size - 1) // 2 for size in sizes.values())


def folder() -> Path:
    """DABIAO_DATA, or ../shared/data beside the checkout. Ends the program with a clear word when it is not there."""
    found = data_folder()
    if not (found / "dedupe-orgs").is_dir():
        raise SystemExit(
            f"The data sets are not in {found}. Set DABIAO_DATA to the folder that holds dedupe-orgs, febrl and company-names."
        )
    return found


def organisations() -> Listing:
    """3,337 sites for small children in Chicago, from nine lists."""
    with (folder() / "dedupe-orgs" / "organisations.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return _listing([(row["True Id"], _site(row)) for row in rows], (("company",), ("phone",)))


def _site(row: Fields) -> Fields:
    return {
        "company": row["Site name"],
        "address": row["Address"],
        "postcode": row["Zip"],
        "phone": row["Phone"],
        "email": row["Email Address"],
        "website": row["Website"],
    }


def febrl(*names: str) -> Listing:
    """Australians that do not exist, with duplicates as the Febrl generator spoils them."""
    rows: list[tuple[str, Fields]] = []
    for name in names:
        with (folder() / "febrl" / f"dataset{name}.csv").open(newline="", encoding="utf-8") as file:
            rows += [
                (row["rec_id"].split("-")[1], _person(row))
                for row in csv.DictReader(file, skipinitialspace=True)
            ]
    return _listing(rows, (("name", "born"), ("number",)))


def _person(row: Fields) -> Fields:
    return {
        "name": f"{row['given_name']} {row['surname']}",
        "address": f"{row['street_number']} {row['address_1']} {row['address_2']}",
        "region": row["suburb"],
        "postcode": row["postcode"],
        "born": row["date_of_birth"],
        "number": row["soc_sec_id"],
    }


def chinese(count: int, seed: int) -> Listing:
    """Messy records of Chinese organisations; bench._messy says who they are, bench._messy_records how they are written."""
    path = folder() / "company-names" / "Company-Shorter-Form-28W.txt"
    lines = path.read_text(encoding="utf-8-sig").splitlines()[3:]
    written, noise = _messy_records.records(_messy.short_names([line.strip() for line in lines]), count, seed)
    listing = _listing([(str(entity), fields) for entity, fields in written], (("company",), ("phone",)))
    return Listing(listing.truth, listing.records, listing.exact, noise)


def _listing(rows: list[tuple[str, Fields]], exact: tuple[tuple[str, ...], ...]) -> Listing:
    return Listing([entity for entity, _ in rows], [fields for _, fields in rows], exact, Counter())


DATA_SETS: dict[str, Callable[[], Listing]] = {
    "organisations": organisations,
    "febrl1": lambda: febrl("1"),
    "febrl2": lambda: febrl("2"),
    "febrl3": lambda: febrl("3"),
    "febrl4": lambda: febrl("4a", "4b"),
}


def exact_values(listing: Listing, tidy: Callable[[str, str], list[str]]) -> Iterator[tuple[int, str]]:
    """(place, value) of everything by which the plain rival joins; `tidy(field, text)` gives a field in one spelling."""
    for place, fields in enumerate(listing.records):
        for group in listing.exact:
            values = [tidy(field, fields.get(field, "")) for field in group]
            if all(values):
                yield from (
                    (place, f"{group} {value}") for value in map(" ".join, zip(*values, strict=False))
                )
