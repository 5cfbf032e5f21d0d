"""The ledger of dispatch, made again: who had to get each lead, from the rosters and the words of the rules alone.

Written from what the choice promises and not from how it is made, so that an error in one is seen by the other. Numbers of a
person in a roster: id, level, why away, capacity, given today, given this hour, open, strengths by tag.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

NEWEST = 20_000  # decisions looked at: about a minute
SHARE = 720_720  # one turn costs this, divided by the weight of who gets it
MASK = (1 << 64) - 1
_ROSTERS = "SELECT first_turn, data FROM dispatch_roster ORDER BY first_turn"
_DECISIONS = """SELECT id, turn, at, outcome, rule_id, passed, winner_id, loser_id, score, excluded, tags
    FROM dispatch_decision WHERE turn IS NOT NULL ORDER BY turn DESC LIMIT {newest}
"""


@dataclass(frozen=True, slots=True)
class Line:
    """What the ledger says of one turn."""

    id: int
    turn: int
    at: datetime
    outcome: str
    rule: int | None
    passed: list[Any]
    winner: int | None
    loser: int | None
    score: int | None
    excluded: list[int]
    tags: list[int]

    @property
    def given(self) -> bool:
        return self.outcome == "given" and self.rule is not None and self.winner is not None


class Table:
    """Everybody as a roster says, moved on line by line."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.people = {row[0]: list(row) for row in data["people"]}
        self.rules = {one["id"]: one for one in data["rules"]}
        self.had = {(rule, who): (turn, spent, began) for rule, who, turn, spent, began in data["standings"]}

    def due(self, rule_id: int, line: Line) -> tuple[int | None, int | None]:
        """Who is next by this rule for the lead of this line, and by what number; nobody, where nobody may have it."""
        rule = self.rules[rule_id]
        ranks = [(self._rank(rule, who, line), who) for who in rule["people"] if self.may(rule, who, line)]
        if not ranks:
            return None, None
        best = min(ranks)
        return best[1], abs(best[0][0])

    def may(self, rule: dict[str, Any], who: int, line: Line) -> bool:
        """Whether this person may have the lead of this line by the rule."""
        if who not in self.people or who in line.excluded:
            return False
        _, level, away, capacity, today, hour, held, strengths = self.people[who]
        most_day, most_hour, most_open = rule["caps"]
        return (
            not away
            and (not rule["levels"] or level in rule["levels"])
            and (rule["strategy"] != "weighted" or rule["weights"].get(level, 0) > 0)
            and all(strengths.get(tag, 0) >= least for tag, least in rule["tags"].items())
            and today < capacity
            and (most_day is None or today < most_day)
            and (most_hour is None or hour < most_hour)
            and (most_open is None or held < most_open)
        )

    def move(self, line: Line) -> None:
        """What this line changes for those after it."""
        if line.given:
            self._serve(self.rules[line.rule or 0], line.winner or 0, line.turn)

    def let_go(self, line: Line) -> None:
        """Whoever had the lead has it no more, before anybody is chosen."""
        if line.loser in self.people:
            self.people[line.loser][6] = max(0, self.people[line.loser][6] - 1)

    def limits(self, line: Line) -> tuple[int, int | None]:
        """How many the winner may have by rules in a day, and in an hour."""
        day, hour, _ = self.rules[line.rule or 0]["caps"]
        capacity = self.people[line.winner or 0][3]
        return (capacity if day is None else min(capacity, day)), hour

    def _rank(self, rule: dict[str, Any], who: int, line: Line) -> tuple[int, int, int]:
        """The least is next: what the strategy goes by, then who was served longest ago, then by lot."""
        turn, spent, _ = self._had(rule, who)
        number = 0
        if rule["strategy"] == "least_loaded":
            number = self.people[who][6]
        elif rule["strategy"] == "weighted":
            number = max(spent, self._present(rule))
        elif rule["strategy"] == "tag_match" and line.tags:
            strengths = self.people[who][7]
            number = -(sum(strengths.get(str(tag), 0) for tag in line.tags) // len(line.tags))
        return number, turn, lot(line.turn, who)

    def _had(self, rule: dict[str, Any], who: int) -> tuple[int, int, int]:
        return self.had.get((rule["id"], who), (0, 0, 0))

    def _present(self, rule: dict[str, Any]) -> int:
        return max((self._had(rule, who)[2] for who in rule["people"]), default=0)

    def _serve(self, rule: dict[str, Any], who: int, turn: int) -> None:
        began = max(self._had(rule, who)[1], self._present(rule))
        person = self.people[who]
        weight = rule["weights"].get(person[1], 0) if rule["strategy"] == "weighted" else 1
        self.had[rule["id"], who] = (turn, began + SHARE // max(1, weight), began)
        for place in (4, 5, 6):
            person[place] += 1


def lot(turn: int, who: int) -> int:
    """Among equals: the last step of splitmix64 over turn and person."""
    word = (turn * 0x9E3779B97F4A7C15 + who * 0xD1B54A32D192ED03) & MASK
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        word = ((word ^ (word >> shift)) * factor) & MASK
    return word ^ (word >> 31)


def walked(newest: int = NEWEST) -> Iterator[tuple[Line, Table]]:
    """The newest lines in the order of their turns, each with the table as it was when it was chosen."""
    lines = _lines(newest)
    earliest = (
        lines[0].turn if len(lines) == newest else 0
    )  # what lines before these have changed is not known
    rosters = iter([one for one in _rosters() if one[0] >= earliest])
    table: Table | None = None
    following = next(rosters, None)
    for line in lines:
        while following is not None and following[0] <= line.turn:
            table, following = Table(_json(following[1])), next(rosters, None)
        if table is None:
            continue
        table.let_go(line)
        yield line, table
        table.move(line)


def otherwise(newest: int = NEWEST) -> Iterator[int]:
    """Lines in which somebody else had to get the lead, or a rule was passed over that had somebody for it."""
    for line, table in walked(newest):
        wrong = line.given and (
            line.rule not in table.rules or table.due(line.rule or 0, line) != (line.winner, line.score)
        )
        if wrong or any(
            table.due(rule, line)[0] is not None
            for rule, _, why in line.passed
            if why not in ("no_match", "hours") and rule in table.rules
        ):
            yield line.id


def _lines(newest: int) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(_DECISIONS.format(newest=int(newest)))
        rows = cursor.fetchall()
    return [_line(row) for row in reversed(rows)]


def _line(row: Any) -> Line:
    id, turn, at, outcome, rule, passed, winner, loser, score, excluded, tags = row
    return Line(
        id, turn, moment(at), outcome, rule, _json(passed), winner, loser, score, _json(excluded), _json(tags)
    )


def _rosters() -> Iterator[tuple[int, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_ROSTERS)
        yield from cursor.fetchall()


def _json(kept: Any) -> Any:
    """Raw SQL gives JSON as a text."""
    return json.loads(kept) if isinstance(kept, str | bytes) else kept


def moment(kept: Any) -> datetime:
    """SQLite keeps UTC as a text."""
    at: datetime = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return at if at.tzinfo else at.replace(tzinfo=UTC)
