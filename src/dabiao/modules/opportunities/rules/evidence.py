"""What evidence does to a stage, how far a claim is ahead of it, and how much of a deal is to be believed (F2, F8)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache

from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.opportunities.enums import PipelineMode, ProofKind, StageKind
from dabiao.modules.opportunities.rules.signs import days_before

NOTE_LENGTH = 500
MOST_PROOFS = 20  # of one criterion in one deal, with those that were taken back

# (days since the last contact, percent): whoever was spoken with within so many days is believed so far
FRESHNESS = ((7, 100), (14, 80), (30, 50), (60, 25))
OLD = 10  # percent, beyond the last of these
# percent by how many steps the claim is ahead of the evidence
BEHIND_CLAIM = (100, 80, 60, 40)


def steps_ahead(ladder: Sequence[int], claimed: int, evidenced: int | None) -> int:
    """How many stages a claim is ahead of what the evidence carries; negative where the evidence is further.

    `ladder` are the positions of the open stages in use, in their order. None: nothing is proved, as where everybody begins,
    in the first stage.
    """
    from_here = evidenced if evidenced is not None else min(ladder, default=claimed)
    ahead = sum(from_here < position <= claimed for position in ladder)
    return ahead - sum(claimed < position <= from_here for position in ladder)


def carried_to(
    mode: str, ladder: Sequence[int], *, stage_id: int, before: int | None, after: int | None
) -> int | None:
    """The stage into which evidence carries an open deal; None where it stays.

    `ladder` are the ids of the open stages in use in order, `before` and `after` what the evidence carried and carries now.
    Onwards in either way of working; back only by checklist, and only from where the list had carried it: who entered further
    on stays there until the list has come so far.
    """

    def step(id: int | None) -> int:
        return ladder.index(id) if id in ladder else -1

    here, was, now = step(stage_id), step(before), step(after)
    if here < 0 or now == was:
        return None
    if now > here:
        return after
    if mode == PipelineMode.CHECKLIST and now < was and here <= was:
        return ladder[max(now, 0)] if max(now, 0) != here else None
    return None


def check_mode(mode: str, from_kind: str, to_kind: str) -> None:
    """By checklist nobody moves a deal between open stages by hand. Raises `opportunities.checklist_decides`."""
    if mode == PipelineMode.CHECKLIST and from_kind == to_kind == StageKind.OPEN:
        raise Conflict("opportunities.checklist_decides", field="stage_id")


def check_proof(kind: str, about: tuple[str, int | None], note: str, *, waived: bool = False) -> None:
    """Raises `core.not_a_choice`, `core.required` for a word that says nothing or a record that is not named."""
    if kind not in ProofKind.values:
        raise Invalid("core.not_a_choice", field="kind", value=kind, known=", ".join(ProofKind.values))
    if (kind == ProofKind.NOTE or waived) and not note.strip():
        raise Invalid("core.required", field="note")
    if kind != ProofKind.NOTE and (not about[0] or about[1] is None):
        raise Invalid("core.required", field="about_id")


def is_recorded(kind: str, *, waived: bool) -> bool:
    """Whether a proof rests on more than somebody's own word; what does not apply needs no record."""
    return waived or kind != ProofKind.NOTE


def check_count(standing: int) -> None:
    """Raises `opportunities.too_many_proofs`."""
    if standing >= MOST_PROOFS:
        raise Invalid("opportunities.too_many_proofs", field="criterion_id", limit=MOST_PROOFS)


def belongs(about: Collection[tuple[str, int]], deal: Collection[tuple[str, int]]) -> bool:
    """Whether a record speaks of a deal: one of the records that it is about is the deal, its customer or its lead."""
    return bool(set(about) & set(deal))


@lru_cache(maxsize=100)
def fresh_since(day: date, zone: tzinfo) -> tuple[tuple[datetime, int], ...]:
    """(moment, percent): contact since that moment is worth so much on this day; the freshest first."""
    return tuple((days_before(day, days, zone), worth) for days, worth in FRESHNESS)


def freshness(last_contact_at: datetime | None, created_at: datetime, *, day: date, zone: tzinfo) -> int:
    """Percent. Without any contact it counts from when the deal was opened."""
    at = last_contact_at or created_at
    for since, worth in fresh_since(day, zone):
        if at >= since:
            return worth
    return OLD


def backing(ahead: int, ahead_of_records: int) -> int:
    """Percent, by how many steps the claim is ahead of the evidence, and of what of it rests on records: the mean of both, so
    that one's own word counts half."""
    return (_backing(ahead) + _backing(ahead_of_records)) // 2


def _backing(ahead: int) -> int:
    return BEHIND_CLAIM[min(max(ahead, 0), len(BEHIND_CLAIM) - 1)]


@lru_cache(maxsize=10_000)  # a few dozen questions, asked of every deal of a page
def credibility(kind: str, fresh: int, ahead: int, ahead_of_records: int) -> int:
    """How much of a deal is to be believed, in percent (F8): 100 when won, 0 when lost. Later contact or more evidence never
    makes it less."""
    if kind != StageKind.OPEN:
        return 100 if kind == StageKind.WON else 0
    return (fresh * backing(ahead, ahead_of_records) + 50) // 100
