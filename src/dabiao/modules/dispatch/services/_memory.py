"""What this process decided last: where nothing else has changed, the ledger need not say again what choices are made from."""

from dataclasses import dataclass

from django.db import transaction

from dabiao.modules.dispatch.models import Lane
from dabiao.modules.dispatch.rules import choosing


@dataclass(frozen=True, slots=True)
class Known:
    """The board after the lane's last turn, as the last roster and the decisions since make it."""

    turn: int
    roster_turn: int
    board: choosing.Board

    def says(self, fresh: choosing.Board) -> bool:
        mine = self.board
        return (
            all(mine.rulings.get(id) == one for id, one in fresh.rulings.items())
            and all(mine.people.get(id) == one for id, one in fresh.people.items())
            and fresh.standings
            == {key: one for key, one in mine.standings.items() if key[0] in fresh.rulings}
        )

    def copy(self) -> choosing.Board:
        mine = self.board
        return choosing.Board(dict(mine.people), dict(mine.rulings), dict(mine.standings))


class _Memory:
    """What this process decided last, once it is committed."""

    def __init__(self) -> None:
        self._known: Known | None = None

    def get(self, lane: Lane) -> Known | None:
        known = self._known
        return known if known and (known.turn, known.roster_turn) == (lane.turn, lane.roster_turn) else None

    def put(self, known: Known) -> None:
        self._known = known


_memory = _Memory()


def known(lane: Lane) -> Known | None:
    """The board after the lane's last turn, if it was this process that made it."""
    return _memory.get(lane)


def keep(lane: Lane, board: choosing.Board, turn: int) -> None:
    """Remember the board that these turns led to, once they are committed."""
    after = Known(turn, lane.roster_turn, board)
    transaction.on_commit(lambda: _memory.put(after))
