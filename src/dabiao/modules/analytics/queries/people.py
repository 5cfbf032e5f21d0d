"""The table per person: whoever has something in sight, and whoever sells there but has nothing. Who of them may need help."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dabiao.core.access.models import Role
from dabiao.core.actor import Actor
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import HelpCode
from dabiao.modules.analytics.queries.figures import COLUMNS, Ledger, Value, figures
from dabiao.modules.analytics.queries.numbers import Batch, Link, Values, link
from dabiao.modules.analytics.queries.sources import LEADS, Filters
from dabiao.modules.org import queries as org
from dabiao.modules.org.enums import WORKING

SHOWN = 200
HELPED = 12
# Whoever opens deals, within less than the whole company, sells.
SELLS, SOMEWHERE = "opportunity.create", ("own", "team", "unit")
DUE = ("overdue", "today")

Counted = Sequence[tuple[Batch, Mapping[Any, Values]]]


@dataclass(frozen=True)
class People:
    """What was counted person by person: list by list, and contacts due over several lists."""

    counted: Counted
    due: Mapping[int, Mapping[str, int]]
    within: Filters

    @cached_property
    def has(self) -> dict[int | None, Values]:
        """Person → what they have of the table's numbers; whoever has none of these is left out."""
        shown = {column.key for column in COLUMNS} | {column.of for column in COLUMNS}
        found: dict[int | None, Values] = defaultdict(dict)
        for owner, values in self._values():
            has = {key: value for key, value in values.items() if value and key in shown}
            if has:
                found[owner] |= has
        return found

    @cached_property
    def everything(self) -> dict[int | None, Values]:
        found: dict[int | None, Values] = defaultdict(dict)
        for owner, values in self._values():
            found[owner] |= values
        return found

    def _values(self) -> list[tuple[int | None, Values]]:
        listed = [(owner, values) for _, rows in self.counted for owner, values in rows.items()]
        due = [(owner, {f"contacts_{name}": n for name, n in row.items()}) for owner, row in self.due.items()]
        return [*listed, *due]

    def ledger(self, owner: int | None) -> dict[str, Value]:
        """One person's numbers, each with its list; zero where a list holds nothing of theirs."""
        ledger: dict[str, Value] = {}
        for batch, rows in self.counted:
            values = rows.get(owner, {})
            for number in batch.numbers:
                ledger[number.key] = Value(values.get(number.key, 0), self._link(batch, number.key, owner))
        due = self.due.get(owner, {}) if owner is not None else {}
        for bucket in DUE:
            filters = {**self.within, "owner_id": owner, "bucket": bucket}
            opens = None if owner is None else link("/agenda", filters)
            ledger[f"contacts_{bucket}"] = Value(due.get(bucket, 0), opens)
        return ledger

    def _link(self, batch: Batch, key: str, owner: int | None) -> Link | None:
        if owner is not None:
            return batch.link(key, {**self.within, "owner_id": owner})
        return batch.link(key, {**self.within, "pool": True}) if batch.source is LEADS else None


def people(found: People, units: Sequence[int] | None, actor: Actor) -> dict[str, Any]:
    """`{people, people_count, help}`: at most 200 rows, the strongest first; what lies with nobody comes last."""
    if not found.counted:
        return {"people": [], "people_count": 0, "help": []}
    has, sellers = found.has, _sellers(units, actor)
    holders = [owner for owner in has if owner is not None and owner not in sellers]
    known = sellers | {owner: f"#{owner}" for owner in holders} | (org.names_of(holders) if holders else {})
    ranked = sorted(known, key=lambda owner: (_rank(has.get(owner, {})), known[owner], owner))
    rows = [_row(owner, known[owner], found.ledger(owner)) for owner in ranked[:SHOWN]]
    if None in has:
        rows.append(_row(None, None, found.ledger(None)))
    helped = _help(found, {owner: name for owner, name in sellers.items() if owner != actor.user_id})
    return {"people": rows, "people_count": len(ranked), "help": helped}


def _sellers(units: Sequence[int] | None, actor: Actor) -> dict[int, str]:
    """Working people in sight who sell, by id."""
    selling = [role.pk for role in Role.objects.only("grants") if role.grants.get(SELLS) in SOMEWHERE]
    found = org.visible_to(actor).filter(status__in=WORKING, user__roles__in=selling)
    if units is not None:
        found = found.filter(unit_id__in=units)
    return dict(found.values_list("user_id", "user__name"))


# a reason opens the records of this number
OPENS = {
    HelpCode.UNTOUCHED: "leads_untouched",
    HelpCode.SILENT: "contacts_made_lately",
    HelpCode.OVERDUE: "contacts_overdue",
    HelpCode.SLIPPING: "opportunities_slipping",
    HelpCode.THIN: "opportunities_open",
}


def _help(found: People, sellers: Mapping[int, str]) -> list[dict[str, Any]]:
    """The sellers who may need help, at most twelve, who needs it most first, each with the reasons."""
    standing = {owner: _standing(found, owner) for owner in sellers}
    deals = rules.median([one.deals_open or 0 for one in standing.values() if one.in_hand])
    needed = {owner: rules.reasons(one, deals) for owner, one in standing.items()}
    ranked = sorted(
        (owner for owner in sellers if needed[owner]),
        key=lambda owner: (rules.help_order(needed[owner]), sellers[owner], owner),
    )
    return [
        {
            "owner_id": owner,
            "owner_name": sellers[owner],
            "reasons": [
                {"code": one.code.value, "n": one.value, "of": one.of, "link": ledger[OPENS[one.code]].link}
                for one in needed[owner]
            ],
        }
        for owner in ranked[:HELPED]
        for ledger in [found.ledger(owner)]
    ]


def _standing(found: People, owner: int) -> rules.Standing:
    counted = {number.key for batch, _ in found.counted for number in batch.numbers}
    values = found.everything.get(owner, {})

    def of(key: str) -> int | None:
        return values.get(key, 0) if key in counted else None

    return rules.Standing(
        leads_untouched=of("leads_untouched"),
        contacts_made=of("contacts_made_lately"),
        contacts_overdue=values.get("contacts_overdue", 0),
        contacts_planned=values.get("contacts_planned", 0),
        deals_open=of("opportunities_open"),
        deals_slipping=values.get("opportunities_slipping", 0),
        in_hand=values.get("leads_open", 0) + values.get("opportunities_open", 0),
    )


def _rank(has: Values) -> list[int]:
    return [-has.get(key, 0) for key in ("won_amount", "signed_amount", "opportunities_amount", "leads_open")]


def _row(owner: int | None, name: str | None, ledger: Ledger) -> dict[str, Any]:
    return {"owner_id": owner, "owner_name": name, "figures": figures(ledger, COLUMNS)}
