"""Names of what rules speak of, for all of them together: units, people, tags."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dabiao.modules.org import queries as org
from dabiao.modules.org.queries import RosterEntry

Candidates = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What was looked up; who or what is not in it is gone."""

    units: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, RosterEntry] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)

    def unit(self, id: int) -> str:
        return self.units.get(id, f"#{id}")

    def person(self, id: int) -> str:
        return self.people[id].name if id in self.people else f"#{id}"

    def tag(self, id: int) -> str:
        return self.tags.get(id, f"#{id}")


def names(
    candidates: Iterable[Candidates], *, units: Iterable[int | None] = (), people: Iterable[int] = ()
) -> Names:
    """The names of all whom these rules name, and of further units and people: few statements, whatever their number."""
    said = list(candidates)
    unit_ids = {id for one in said for id in one.get("units", ())} | {id for id in units if id is not None}
    user_ids = {id for one in said for name in ("people", "except") for id in one.get(name, ())} | set(people)
    known = {entry.user_id: entry for entry in org.roster(user_ids=user_ids)} if user_ids else {}
    return Names(org.unit_names(list(unit_ids)) if unit_ids else {}, known, org.tag_names())


def check_tags(wanted: Collection[int], *, held: Collection[int], field: str) -> None:
    """Raises `org.unknown_tag`, and `org.tag_retired` for one that is new here."""
    org.kept_tags(wanted, held=held, field=field)
