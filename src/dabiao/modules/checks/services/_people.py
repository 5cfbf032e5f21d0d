"""Who checks whom."""

from collections.abc import Collection, Mapping
from hashlib import sha256

from dabiao.modules.checks.models import Programme
from dabiao.modules.org import queries as org


def checkers_of(programme: Programme, owners: Collection[int]) -> Mapping[int, int | None]:
    """Person → who looks at their records: the named ones in turn, else who leads them, else who keeps the programme; never
    oneself. None: whoever may check these people."""
    named = sorted(org.working(programme.checker_ids))
    leaders = org.leaders_of(owners)
    keeper = programme.owner_id if programme.owner_id in org.working([programme.owner_id or 0]) else None
    return {owner: _one(owner, named, leaders.get(owner), keeper) for owner in owners}


def _one(owner: int, named: list[int], leader: int | None, keeper: int | None) -> int | None:
    others = [id for id in named if id != owner]
    if others:
        return others[int(sha256(str(owner).encode()).hexdigest(), 16) % len(others)]
    return next((id for id in (leader, keeper) if id is not None and id != owner), None)
