"""Wire shapes of competitors and battle cards."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator

from dabiao.core.http.wire import Id, Ownership, Row, Strict, text_of, unsent
from dabiao.core.text import tidy
from dabiao.modules.market.enums import Certainty, NoteSort

Part = Annotated[str, Field(max_length=2_000), AfterValidator(tidy)]


class RivalDeal(Schema):
    id: int
    name: str
    customer_id: int
    customer_name: str
    amount_minor: int
    currency: str
    stage_kind: str
    closed_at: datetime | None


class RivalTogether(Schema):
    count: int
    amount_minor: int = Field(description="Of those in the company's currency.")
    deals: list[RivalDeal] = Field(description="The largest, at most ten.")


class RivalQuarter(Schema):
    """Deals that the reader sees and in which this competitor was, by when they ended."""

    first: date
    last: date
    since: datetime = Field(description="`closed_from` of the list behind it.")
    until: datetime
    won: int
    lost: int
    lost_to_them: int


class RivalPrice(Schema):
    id: int = Field(description="Of the note.")
    title: str
    heard_on: date
    price_minor: int
    currency: str
    certainty: Certainty
    product_id: int | None
    product_name: str | None


class CompetitorStanding(Schema):
    """Of the deals that the reader sees."""

    id: int
    name: str = Field(examples=["云帆销管"])
    active: bool
    open: int = Field(description="Deals in which both are now.", examples=[5])
    open_minor: int = Field(description="What these are worth, of those in the company's currency.")
    won: int = Field(description="Won against them since `since`.", examples=[4])
    lost: int = Field(description="Lost since then with them in it, to whomever.", examples=[3])
    met_at: datetime | None = Field(description="When they were last entered in a deal.")


class CompetitorStandings(Schema):
    since: datetime = Field(
        description="The beginning of the last four quarters; `closed_from` of the lists."
    )
    currency: str
    items: list[CompetitorStanding]


class FreshMerge(Schema):
    """A merge that can still be taken back."""

    id: int
    name: str = Field(description="Of the one that went.", examples=["云帆销管"])
    until: datetime = Field(description="The last moment.")


class CompetitorPage(Schema):
    id: int
    name: str
    other_names: list[str] = Field(description="Of those that were merged into it.", examples=[["纷享"]])
    active: bool
    website: str
    about: str
    strengths: str
    weaknesses: str
    profile_version: int
    currency: str
    together: RivalTogether
    quarters: list[RivalQuarter]
    won_from: list[RivalDeal]
    prices: list[RivalPrice]
    note_count: int
    card_count: int
    actions: list[str]
    merges: list[FreshMerge] = Field(description="Into this one, that the reader can still take back.")


class ProfileChanges(Strict):
    website: text_of(200) = unsent()  # type: ignore[valid-type]
    about: Part = unsent()
    strengths: Part = unsent()
    weaknesses: Part = unsent()


class BattleCardsAsked(Schema):
    competitor_id: Id | None = None
    active: bool | None = None


class BattleCardRow(Row, Ownership):
    title: str
    competitor_id: int
    competitor_name: str
    product_id: int | None
    product_name: str | None
    claims: str
    answers: str
    traps: str
    proof: str
    price_position: str
    dos: str
    donts: str
    active: bool
    edition: int
    review_days: int
    reviewed_on: date
    reviewed_by_name: str | None
    stale: bool
    helped: int = Field(description="Deals in which it is said to have helped.")
    not_helped: int
    helped_won: int
    helped_lost: int
    actions: list[str]


class BattleCardParts(Schema):
    claims: str
    answers: str
    traps: str
    proof: str
    price_position: str
    dos: str
    donts: str


class BattleCardEdition(Schema):
    number: int
    parts: BattleCardParts
    by_name: str | None
    at: datetime


class BattleCardOut(BattleCardRow):
    editions: list[BattleCardEdition]
    won_from: list[RivalDeal]


class BattleCards(Schema):
    items: list[BattleCardRow]


class BattleCardIn(Strict):
    """A line of a part is one point of it."""

    competitor_id: Id
    product_id: Id | None = Field(None, description="Absent: whatever is sold.")
    claims: Part = Field("", examples=["实施只要两周"])
    answers: Part = Field("", examples=["两周只含标准模块，请客户看合同附件的范围"])
    traps: Part = ""
    proof: Part = ""
    price_position: Part = ""
    dos: Part = ""
    donts: Part = ""

    def parts(self) -> dict[str, str]:
        sent: dict[str, str] = self.dict(exclude={"competitor_id", "product_id"})
        return sent


class BattleCardChanges(Strict):
    claims: Part = unsent()
    answers: Part = unsent()
    traps: Part = unsent()
    proof: Part = unsent()
    price_position: Part = unsent()
    dos: Part = unsent()
    donts: Part = unsent()
    active: bool = unsent()
    review_days: int = unsent("It holds for so many days after somebody read it, 7 to 730.")


class DealCard(BattleCardRow):
    said: bool | None = Field(description="Whether it helped in this deal; null: nobody said.")


class DealNote(Schema):
    id: int
    competitor_id: int
    title: str
    sort: NoteSort
    certainty: Certainty
    heard_on: date
    confirms: int
    doubts: int


class DealPrice(Schema):
    id: int
    competitor_id: int
    price_minor: int
    currency: str
    heard_on: date
    certainty: Certainty


class DealRival(Schema):
    competitor_id: int
    name: str
    cards: list[DealCard]
    notes: list[DealNote]
    price: DealPrice | None


class DealRivals(Schema):
    items: list[DealRival]


class BattleCardUseIn(Strict):
    helped: bool | None = Field(description="Null takes it back.")
