"""Any choice made again, from the rosters and the ledger alone."""

from dabiao.modules.dispatch.enums import Outcome
from dabiao.modules.dispatch.models import Decision, Roster
from dabiao.modules.dispatch.rules.choosing import Board, Choice, Lead, from_data


def again(decision: Decision) -> Choice | None:
    """The choice that this line of the ledger tells of; None where no rule chose, or what it chose from is gone."""
    board = board_at(decision.turn) if decision.turn is not None else None
    if board is None or decision.turn is None or decision.rule_id not in board.rulings:
        return None
    if decision.loser_id is not None:
        board.took_back(decision.loser_id)
    lead = Lead(tuple(decision.tags), frozenset(decision.excluded))
    return board.choose(decision.rule_id or 0, lead, decision.turn)


def board_at(turn: int) -> Board | None:
    """What was known when this turn came: the last roster before it, moved on by every decision since."""
    roster = Roster.objects.filter(first_turn__lte=turn).order_by("-first_turn").first()
    if roster is None:
        return None
    board = from_data(roster.data)
    since = Decision.objects.filter(turn__gte=roster.first_turn, turn__lt=turn).order_by("turn")
    for one in since.only("turn", "rule_id", "winner_id", "loser_id", "outcome"):
        follow(board, one)
    return board


def follow(board: Board, one: Decision) -> None:
    """Move the board on by one line of the ledger."""
    if one.loser_id is not None:
        board.took_back(one.loser_id)
    if one.outcome == Outcome.GIVEN and one.rule_id is not None and one.winner_id is not None:
        board.gave(one.rule_id, one.winner_id, one.turn or 0)
