"""Wire shapes of the dry run."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from dabiao.core.http.wire import (
    AmountMinor,
    CustomValues,
    Id,
    Strict,
    paragraphs,
    text_of,
    without_nul,
)
from dabiao.modules.dispatch.schemas.rules import RuleName, SentencePart
from dabiao.modules.leads.enums import Grade, LeadSource

Short = text_of(120)


class DispatchTrialFacts(Strict):
    """A lead as its form would send it."""

    name: Short = Field("", examples=["王芳"])  # type: ignore[valid-type]
    company: text_of(200) = ""  # type: ignore[valid-type]
    title: Short = ""  # type: ignore[valid-type]
    phone: text_of(40) = Field("", examples=["138 1234 5678"])  # type: ignore[valid-type]
    wechat: text_of(60) = ""  # type: ignore[valid-type]
    email: Short = ""  # type: ignore[valid-type]
    region: text_of(80) = Field("", examples=["华南"])  # type: ignore[valid-type]
    source: LeadSource = LeadSource.MANUAL
    campaign: Short = ""  # type: ignore[valid-type]
    cost_minor: AmountMinor = 0
    grade: Grade = Grade.NONE
    remark: paragraphs(4000) = ""  # type: ignore[valid-type]
    tags: list[Id] = Field([], max_length=20, description="Of the list of `/tags`.")
    fields: CustomValues = Field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        sent: dict[str, Any] = without_nul(self.dict(exclude_unset=True))
        return sent


class DispatchTrialIn(Strict):
    """Exactly one of these."""

    text: str = Field(
        "", max_length=4000, description="Lines as people paste them.", examples=["姓名：王芳\n来源：广告"]
    )
    fields: DispatchTrialFacts | None = None
    lead_id: Id | None = Field(None, description="As if it arrived now.")


class DispatchTrialCandidate(Schema):
    id: int
    name: str
    level: str
    verdict: str = Field(description="`chosen`, `free`, or why not.", examples=["day_full"])
    text: str = Field(description="The verdict in words.")
    place: int | None = Field(description="Among those who could have it: the first ten.")
    score: int | None = Field(description="What the strategy goes by.")
    score_text: str


class DispatchTrialStep(Schema):
    """One rule as it was asked."""

    rule_id: int
    name: str
    sentence: list[SentencePart]
    decided: bool = Field(description="This rule says what becomes of the lead.")
    why: str = Field(
        description="`no_match`, `hours`, `nobody`; empty where it chose.", examples=["no_match"]
    )
    text: str
    failing: list[str] = Field(description="The parts of its condition that do not hold.")
    opens_at: datetime | None
    candidates: list[DispatchTrialCandidate]


class DispatchTrialClock(Schema):
    clock: str = Field(examples=["response"])
    seconds: int = Field(examples=[300])
    at: datetime = Field(description="In the company's working hours; of feedback at the latest.")
    text: str


class DispatchTrialOut(Schema):
    lead: dict[str, Any] = Field(
        description="What was understood of a pasted lead; empty for one there is.",
        examples=[{"name": "王芳", "source": "advert"}],
    )
    unread: list[str] = Field(description="Lines that were not understood.")
    steps: list[DispatchTrialStep] = Field(description="The rules in the order in which they were asked.")
    outcome: str = Field(description="`given`, `waiting`, `desk`, `pooled`, `unmatched`.", examples=["given"])
    text: str = Field(description="The outcome in words.")
    winner: RuleName | None
    leader: RuleName | None = Field(description="Whose desk it is, or would be after waiting.")
    again_at: datetime | None
    until: datetime | None = Field(description="So long it waits.")
    clocks: list[DispatchTrialClock]
