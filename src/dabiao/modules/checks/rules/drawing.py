"""The draw: consistent sampling by hash (Rivest 2018), as audits of elections draw their ballots.

Each record gets a ticket, the SHA-256 of seed, person and record; the smallest tickets win. Who knows seed and population draws
the same again with any SHA-256; nobody can choose a record without choosing the seed, which is made of chance at the draw. The
order goes on behind the winners: what is next replaces a winner that is gone.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from dabiao.modules.checks.enums import CheckStrategy

ALGORITHM = "sha256-tickets-1"
Population = Mapping[int, Sequence[tuple[int, int]]]
"""Person → (record, risk) of each of theirs."""

Drawn = tuple[int, int]
"""Person and record."""


def ticket(seed: str, owner: int, record: int) -> bytes:
    return sha256(f"{seed}:{owner}:{record}".encode()).digest()


def digest(population: Population) -> str:
    """One name for a population: the SHA-256 of its lines `person:record:risk`, in order."""
    found = sha256()
    for owner in sorted(population):
        for record, risk in sorted(population[owner]):
            found.update(f"{owner}:{record}:{risk}\n".encode())
    return found.hexdigest()


def wanted_of(records: int, *, each: int | None, share: int | None, newcomer: bool) -> int:
    """How many to draw of a person with so many records: never more than there are, and with a share at least one."""
    factor = 2 if newcomer else 1
    wanted = each * factor if each is not None else -(-records * (share or 0) * factor // 100)
    return min(records, wanted)


def order_of(seed: str, strategy: str, population: Population) -> list[Drawn]:
    """Everything there is in the order of its tickets; what is riskiest first where that is the strategy."""
    by_risk = strategy == CheckStrategy.RISK
    keyed = [
        (-risk if by_risk else 0, ticket(seed, owner, record), owner, record)
        for owner, records in population.items()
        for record, risk in records
    ]
    return [(owner, record) for _, _, owner, record in sorted(keyed)]


def drawn(
    seed: str, strategy: str, population: Population, *, wanted: Mapping[int, int], total: int | None
) -> list[Drawn]:
    """The winners: the first `total` of all, or of each person the first so many of theirs."""
    order = order_of(seed, strategy, population)
    if total is not None:
        return order[:total]
    return _of_each(order, wanted)


def _of_each(order: Iterable[Drawn], wanted: Mapping[int, int]) -> list[Drawn]:
    left = dict(wanted)
    found = []
    for owner, record in order:
        if left.get(owner, 0) > 0:
            left[owner] -= 1
            found.append((owner, record))
    return found
