"""Wire shapes of market notes."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator

from dabiao.core.http.wire import AmountMinor, Id, ListParams, Ownership, Row, Strict, text_of, unsent
from dabiao.core.text import tidy
from dabiao.modules.market.enums import Certainty, NoteSort, NoteSource, NoteState, Verdict

Words = Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(tidy)]
Reason = text_of(200, least=1)
Competitor = text_of(120)
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


def day_within_reason(day: date) -> date:
    if not 1990 <= day.year <= 2999:
        raise ValueError("between the years 1990 and 2999")
    return day


Day = Annotated[date, AfterValidator(day_within_reason)]


class MarketFilters(ListParams):
    competitor_id: Id | None = None
    product_id: Id | None = None
    sort_of: NoteSort | None = None
    source: NoteSource | None = None
    certainty: Certainty | None = None
    state: NoteState | None = None
    important: bool | None = None
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    opportunity_id: Id | None = None
    customer_id: Id | None = None
    heard_from: Day | None = None
    heard_to: Day | None = None


class MarketNoteOut(Row, Ownership):
    title: str
    text: str
    sort: NoteSort
    competitor_id: int | None
    competitor_name: str | None
    product_id: int | None
    product_name: str | None
    price_minor: int | None
    currency: str
    source: NoteSource
    certainty: Certainty
    heard_on: date
    important: bool
    state: NoteState
    retire_reason: str
    confirms: int
    doubts: int
    opportunity_id: int | None = Field(description="Null where the reader does not see the deal.")
    opportunity_name: str | None
    customer_id: int | None = Field(description="Null where the reader does not see the customer.")
    customer_name: str | None


class MarketOpinion(Schema):
    user_id: int
    name: str
    verdict: Verdict
    at: datetime


class MarketNoteDetail(MarketNoteOut):
    opinions: list[MarketOpinion]
    my_verdict: str
    actions: list[str]


class MarketNoteIn(Strict):
    """About a competitor, a product, or one against the other."""

    text: Words = Field(examples=["他们对老客户打八折，月底前有效"])
    sort: NoteSort = NoteSort.OTHER
    competitor: Competitor = Field(  # type: ignore[valid-type]
        "", description="By name, in any spelling; who is new joins the list.", examples=["云帆销管"]
    )
    competitor_id: Id | None = None
    product_id: Id | None = None
    price_minor: AmountMinor | None = Field(None, description="Of a note on a price.")
    currency: Currency = "CNY"
    source: NoteSource = NoteSource.CUSTOMER
    certainty: Certainty = Certainty.HEARSAY
    heard_on: Day | None = Field(None, description="Today, unless told.", examples=["2026-03-16"])
    important: bool = Field(False, description="Tells who has open deals against them.")
    opportunity_id: Id | None = None
    customer_id: Id | None = Field(None, description="That of the deal, where there is one.")


class MarketNoteChanges(Strict):
    text: Words = unsent()
    sort: NoteSort = unsent()
    competitor_id: Id | None = unsent()
    product_id: Id | None = unsent()
    price_minor: AmountMinor | None = unsent()
    source: NoteSource = unsent()
    certainty: Certainty = unsent()
    heard_on: Day = unsent()
    important: bool = unsent()


class MarketRetireIn(Strict):
    reason: Reason = Field(examples=["活动已经结束"])  # type: ignore[valid-type]


class MarketVerdictIn(Strict):
    verdict: Verdict | None = Field(description="Null takes one's own back.")
