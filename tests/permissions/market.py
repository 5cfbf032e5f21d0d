"""Market notes and battle cards: read by whoever may read the market, corrected by whom the right to edit reaches."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, both, needs, on, seen

from dabiao.core.actor import Actor
from dabiao.modules.market.models import Note
from dabiao.modules.opportunities.models import Competitor
from dabiao.testing.people import NOW

_number = count(700_000)
NOBODY = 999_999


def _competitor() -> Competitor:
    when = {"created_at": NOW, "updated_at": NOW}
    return Competitor.objects.get_or_create(key="云帆销管", defaults={"name": "云帆销管", **when})[0]


def a_note(who: Actor) -> Any:
    return Note.objects.create(
        pk=next(_number),
        competitor=_competitor(),
        sort="other",
        title="打八折",
        text="打八折",
        source="web",
        certainty="seen",
        heard_on=NOW.date(),
        owner_id=who.user_id,
        unit_id=who.unit_id,
        created_at=NOW,
        updated_at=NOW,
    )


def said_of(who: Someone, record: Record) -> Outcome:
    """A view on a note is a colleague's."""
    if "market.create" not in who.grants:
        return "403"
    told = seen()(who, record)
    return "403" if told == "allowed" and record.owner == who.id else told


def nobody(permission: str, then: Outcome = "404") -> Rule:
    return lambda who, _: then if permission in who.grants else "403"


KIND = "market"
OPERATIONS: Mapping[str, Operation] = {
    "market_list": Operation(needs("market.read")),
    "market_add": Operation(needs("market.create"), body={"text": "打八折", "competitor": "云帆销管"}),
    "market_get": Operation(seen(), KIND),
    "market_edit": Operation(on("edit"), KIND, {"changes": {"important": True}, "version": "@version"}),
    "market_retire": Operation(on("edit"), KIND, {"reason": "过时"}),
    "market_revive": Operation(on("edit"), KIND),
    "market_judge": Operation(said_of, KIND, {"verdict": "confirm"}),
    "market_competitors": Operation(needs("market.read")),
    "competitor_page": Operation(nobody("market.read"), path={"id": NOBODY}),
    "competitor_profile_edit": Operation(
        nobody("market.manage"), body={"changes": {"about": "老对手"}, "version": 1}, path={"id": NOBODY}
    ),
    "competitors_merge": Operation(
        nobody("competitor.manage"), body={"into_id": 1, "confirmed": "别家"}, path={"id": NOBODY}
    ),
    "competitors_undo_merge": Operation(nobody("competitor.manage"), path={"id": NOBODY}),
    "battle_cards_list": Operation(needs("market.read")),
    "battle_cards_create": Operation(
        nobody("market.manage", "422"), body={"competitor_id": NOBODY, "answers": "看合同"}
    ),
    "battle_cards_get": Operation(lambda _, __: "404", path={"id": NOBODY}),
    "battle_cards_edit": Operation(
        nobody("market.manage"), body={"changes": {"dos": "先约"}, "version": 1}, path={"id": NOBODY}
    ),
    "battle_cards_review": Operation(nobody("market.manage"), path={"id": NOBODY}),
    "battle_cards_of_deal": Operation(both(needs("market.read"), seen()), "opportunity"),
    "battle_cards_judge": Operation(
        lambda _, __: "404", body={"helped": True}, path={"id": NOBODY, "card_id": NOBODY}
    ),
}
