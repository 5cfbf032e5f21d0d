"""What an administrator should know of a rule that is valid: it gives nobody anything, or is never asked. Told live, for people
leave and rules move after they were saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dabiao.modules.dispatch.enums import Fallback, Strategy
from dabiao.modules.dispatch.models import Rule
from dabiao.modules.dispatch.queries import rulings
from dabiao.modules.dispatch.queries.naming import Names
from dabiao.modules.dispatch.rules.choosing import Ruling
from dabiao.modules.org.queries import RosterEntry


@dataclass(frozen=True, slots=True)
class Caution:
    """Its words stand under `said.dispatch_caution.<code>`."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def cautions(rules: Sequence[Rule], meant: Mapping[int, Ruling], names: Names) -> dict[int, list[Caution]]:
    """Rule → what is to be said of it; `rules` in their order, with those that are off."""
    told: dict[int, list[Caution]] = {}
    greedy: Rule | None = None
    asked = [rule for rule in rules if rule.active]
    for rule in rules:
        found = list(_of_itself(rule, meant[rule.pk], names))
        if rule.active and greedy is not None:
            found.append(Caution("never_asked", {"name": greedy.name}))
        if (
            rule.active
            and rule is asked[-1]
            and rule.fallback == Fallback.NEXT
            and rule.strategy != Strategy.POOL
        ):
            found.append(Caution("nothing_after"))
        if rule.active and greedy is None and takes_all(rule):
            greedy = rule
        told[rule.pk] = found
    return told


def takes_all(rule: Rule) -> bool:
    """Whether no lead comes to the rules after this one: it is for every lead, and hands none on."""
    if rule.condition:
        return False
    return rule.strategy == Strategy.POOL or rule.fallback != Fallback.NEXT


def _of_itself(rule: Rule, meant: Ruling, names: Names) -> Iterator[Caution]:
    if rulings.read(rule.condition) is rulings.NEVER:
        yield Caution("condition_broken")
    if rule.strategy != Strategy.POOL:
        yield from _gone(rule.candidates, names)
        free = [person for id in meant.people if (person := names.people.get(id)) and _counts(person, meant)]
        yield from _capacity(rule, free) if free else [Caution("nobody_now")]


def _counts(person: RosterEntry, meant: Ruling) -> bool:
    if not person.working or (meant.levels and person.level not in meant.levels):
        return False
    return meant.strategy != Strategy.WEIGHTED or bool(meant.weights.get(person.level))


def _gone(said: Mapping[str, Any], names: Names) -> Iterator[Caution]:
    left = [id for id in said.get("people", ()) if not (id in names.people and names.people[id].working)]
    if left:
        yield Caution("people_left", {"names": [names.person(id) for id in left]})
    if units := [id for id in said.get("units", ()) if id not in names.units]:
        yield Caution("units_gone", {"names": [names.unit(id) for id in units]})
    tags = [tag["id"] for tag in said.get("tags", ())]
    if unknown := [id for id in tags if id not in names.tags]:
        yield Caution("tags_gone", {"names": [names.tag(id) for id in unknown]})


def _capacity(rule: Rule, free: Sequence[RosterEntry]) -> Iterator[Caution]:
    """Everybody's own capacity of the day holds under every rule."""
    most = max(person.daily_capacity for person in free)
    if most == 0:
        yield Caution("no_capacity")
    elif rule.cap_day is not None and rule.cap_day > most:
        yield Caution("cap_above_capacity", {"cap": rule.cap_day, "capacity": most})
