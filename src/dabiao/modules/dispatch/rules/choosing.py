"""Who gets the lead: one choice, made from what is known at its turn and nothing else.

Fairness (D3). Round robin gives to whoever has waited longest for their turn. Of two who are both free throughout some time
each is served between two turns of the other, so over any such time they differ by at most one, whoever else comes and
goes; who joins comes next, once, and has nothing to catch up. By weights it is stride scheduling (Waldspurger & Weihl 1995):
each turn costs its person `SCALE / weight`, whoever has spent least is next, and who was away starts at the present minimum.
Equals in everything are put in an order that changes with each turn, so that no account is favoured for its age.
"""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any

from dabiao.modules.dispatch.enums import Refusal, Strategy

SCALE = 720_720  # divisible by every weight up to 16
EVEN: Mapping[str, int] = {"S": 5, "A": 4, "B": 3, "C": 2, "D": 1}


@dataclass(frozen=True, slots=True)
class Person:
    """One who may be given leads, at one moment. `away` is why they cannot be (left, off duty, busy), or empty.

    Given by rules today and in this hour, and what they hold open; `skills` in percent by tag.
    """

    user_id: int
    level: str
    away: str = ""
    capacity: int = 0
    today: int = 0
    hour: int = 0
    open: int = 0
    skills: Mapping[int, int] = field(default_factory=dict)

    def with_one_more(self) -> "Person":
        """The same after one more lead; `dataclasses.replace` takes four times as long, and this is asked for each lead."""
        counted = self.today + 1, self.hour + 1, self.open + 1
        return Person(self.user_id, self.level, self.away, self.capacity, *counted, self.skills)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What of a rule the choice depends on. `people` are those whom its units and names mean."""

    id: int
    people: tuple[int, ...]
    strategy: str = Strategy.ROUND_ROBIN
    levels: tuple[str, ...] = ()
    tags: Mapping[int, int] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    cap_day: int | None = None
    cap_hour: int | None = None
    cap_open: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One person before one rule: the lane's turn at which it served them last, and the share they have had."""

    last_turn: int = 0
    spent: int = 0
    started: int = 0


@dataclass(frozen=True, slots=True)
class Lead:
    """What of a lead the choice depends on: its tags, and who had it before."""

    tags: tuple[int, ...] = ()
    excluded: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """`winner` is None when nobody may have it; `refused` says of everybody else named by the rule why not.

    `scores` of those who were free: what the strategy went by, and least or most wins as it says.
    """

    winner: int | None
    refused: Mapping[int, str]
    scores: Mapping[int, int]

    @property
    def score(self) -> int | None:
        return None if self.winner is None else self.scores.get(self.winner)


@dataclass(slots=True)
class Board:
    """Everything that choices are made from, moved on by each of them."""

    people: MutableMapping[int, Person] = field(default_factory=dict)
    rulings: MutableMapping[int, Ruling] = field(default_factory=dict)
    standings: MutableMapping[tuple[int, int], Standing] = field(default_factory=dict)

    def choose(self, rule_id: int, lead: Lead, turn: int) -> Choice:
        """Who gets this lead by that rule. Changes nothing."""
        ruling = self.rulings[rule_id]
        refused, free = {}, []
        plain = ruling.strategy != Strategy.WEIGHTED and not ruling.levels and not ruling.tags
        for id in ruling.people:
            person = self.people.get(id)
            if plain and person and not person.away and id not in lead.excluded:
                why = _full(person, ruling)
            else:
                why = _refusal(person, ruling, lead)
            if why:
                refused[id] = why
            else:
                free.append(id)
        if not free:
            return Choice(None, refused, {})
        floor = self._floor(ruling) if ruling.strategy == Strategy.WEIGHTED else 0
        scores = {id: self._score(id, ruling, lead, floor) for id in free}
        sign = -1 if ruling.strategy == Strategy.TAG_MATCH else 1
        winner = min(
            free,
            key=lambda id: (sign * scores[id], self._standing(ruling, id).last_turn, _shuffled(turn, id)),
        )
        return Choice(winner, refused, scores)

    def gave(self, rule_id: int, winner: int, turn: int) -> None:
        """Move on: the winner has one more, by this rule, at this turn."""
        ruling, person = self.rulings[rule_id], self.people[winner]
        self.people[winner] = person.with_one_more()
        started = max(self._standing(ruling, winner).spent, self._floor(ruling))
        stride = SCALE // max(1, _weight(ruling, person.level))
        self.standings[rule_id, winner] = Standing(turn, started + stride, started)

    def took_back(self, loser: int) -> None:
        """Somebody lost an open lead; what they were given today stays counted."""
        if loser in self.people:
            person = self.people[loser]
            self.people[loser] = replace(person, open=max(0, person.open - 1))

    def _score(self, id: int, ruling: Ruling, lead: Lead, floor: int) -> int:
        if ruling.strategy == Strategy.LEAST_LOADED:
            return self.people[id].open
        if ruling.strategy == Strategy.WEIGHTED:
            return max(self._standing(ruling, id).spent, floor)
        if ruling.strategy == Strategy.TAG_MATCH:
            return match(self.people[id].skills, lead.tags)
        return 0

    def _floor(self, ruling: Ruling) -> int:
        """Where the last who was served began: whoever has spent less was away, and nobody saves up by that."""
        return max((self._standing(ruling, id).started for id in ruling.people), default=0)

    def _standing(self, ruling: Ruling, id: int) -> Standing:
        return self.standings.get((ruling.id, id), _NEVER)


_NEVER = Standing()


def _weight(ruling: Ruling, level: str) -> int:
    """The share of a level; where the rule does not go by weights all are alike, and nobody is left out."""
    return ruling.weights.get(level, 0) if ruling.strategy == Strategy.WEIGHTED else 1


def _refusal(person: Person | None, ruling: Ruling, lead: Lead) -> str:
    if person is None or person.away == Refusal.LEFT:
        return Refusal.LEFT
    if _weight(ruling, person.level) == 0 or (ruling.levels and person.level not in ruling.levels):
        return Refusal.LEVEL
    if any(person.skills.get(tag, 0) < least for tag, least in ruling.tags.items()):
        return Refusal.TAG
    if person.user_id in lead.excluded:
        return Refusal.HAD_IT
    return person.away or _full(person, ruling)


def _full(person: Person, ruling: Ruling) -> str:
    """Which cap is reached. A person's own capacity of the day holds under every rule."""
    if person.today >= person.capacity or (ruling.cap_day is not None and person.today >= ruling.cap_day):
        return Refusal.DAY_FULL
    if ruling.cap_hour is not None and person.hour >= ruling.cap_hour:
        return Refusal.HOUR_FULL
    if ruling.cap_open is not None and person.open >= ruling.cap_open:
        return Refusal.OPEN_FULL
    return ""


def match(skills: Mapping[int, int], tags: Iterable[int]) -> int:
    """How well strengths fit a lead, 0 to 100: the mean over its tags; 0 for a lead without any."""
    wanted = list(tags)
    return sum(skills.get(tag, 0) for tag in wanted) // len(wanted) if wanted else 0


def _shuffled(turn: int, user_id: int) -> int:
    """A number that looks drawn by lot and is the same whenever it is asked (splitmix64's finaliser)."""
    mixed = (turn * 0x9E3779B97F4A7C15 + user_id * 0xD1B54A32D192ED03) & _WORD
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _WORD
    return mixed ^ (mixed >> 31)


_WORD = 2**64 - 1


def to_data(board: Board) -> dict[str, Any]:
    """The board as JSON, short: it is kept for good."""
    return {
        "people": [
            [one.user_id, one.level, one.away, one.capacity, one.today, one.hour, one.open, dict(one.skills)]
            for one in board.people.values()
        ],
        "rules": [
            {
                "id": one.id,
                "people": list(one.people),
                "strategy": str(one.strategy),
                "levels": list(one.levels),
                "tags": dict(one.tags),
                "weights": dict(one.weights),
                "caps": [one.cap_day, one.cap_hour, one.cap_open],
            }
            for one in board.rulings.values()
        ],
        "standings": [
            [rule, user, one.last_turn, one.spent, one.started]
            for (rule, user), one in sorted(board.standings.items())
        ],
    }


def from_data(data: Mapping[str, Any]) -> Board:
    """The board that `to_data` wrote down; JSON has made texts of the keys."""
    people = [
        Person(id, level, away, capacity, today, hour, open, {int(tag): n for tag, n in skills.items()})
        for id, level, away, capacity, today, hour, open, skills in data["people"]
    ]
    rulings = [
        Ruling(
            one["id"],
            tuple(one["people"]),
            one["strategy"],
            tuple(one["levels"]),
            {int(tag): least for tag, least in one["tags"].items()},
            one["weights"],
            *one["caps"],
        )
        for one in data["rules"]
    ]
    return Board(
        {one.user_id: one for one in people},
        {one.id: one for one in rulings},
        {
            (rule, user): Standing(turn, spent, started)
            for rule, user, turn, spent, started in data["standings"]
        },
    )
