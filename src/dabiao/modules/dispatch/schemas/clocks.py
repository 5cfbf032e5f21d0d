"""Wire shapes of answering, and of what was decided."""

from datetime import datetime

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Strict, text_of
from dabiao.modules.activities.enums import Method, Result
from dabiao.modules.dispatch.enums import Evidence, Intent, Kind, Outcome, StintEnd

Content = text_of(5_000)


class FeedbackIn(Strict):
    method: Method = Field(Method.CALL, examples=["call"])
    result: Result = Field(examples=["interested"])
    intent: Intent = Field(
        description="How likely they buy; `none` needs no next contact.", examples=["high"]
    )
    content: Content = Field("", examples=["要一份十人的报价，周五前给"])  # type: ignore[valid-type]
    next_contact_at: datetime | None = Field(None, examples=["2026-03-20T02:00:00Z"])


class WhyNotOut(Schema):
    user_id: int
    name: str
    words: str = Field(examples=["今天已满"])


class DecisionOut(Schema):
    id: int
    at: datetime
    kind: Kind
    outcome: Outcome
    rule_id: int | None
    rule_name: str
    winner_id: int | None
    winner_name: str
    words: list[str] = Field(
        description="What happened and why, a sentence each, in the language of the request.",
        examples=[["新线索到达", "按规则“广告线索”轮流分配：轮到李娜"]],
    )
    why_not: list[WhyNotOut] = Field(description="Everybody else whom the rule means, and why not they.")


class TurnOut(Schema):
    id: int
    user_id: int
    user_name: str
    given_at: datetime
    warn_at: datetime | None
    due_at: datetime | None
    warned_at: datetime | None
    responded_at: datetime | None
    evidence: Evidence
    feedback_due_at: datetime | None
    feedback_at: datetime | None
    intent: str
    ended_at: datetime | None
    end: StintEnd


class StoryOut(Schema):
    decisions: list[DecisionOut]
    stints: list[TurnOut]


class ClockOut(Schema):
    """One's own turn as it stands after answering."""

    lead_id: int
    due_at: datetime | None
    responded_at: datetime | None
    feedback_due_at: datetime | None
    feedback_at: datetime | None


class EntryIn(Strict):
    lead_ids: list[Id] = Field(min_length=1, max_length=1_000, examples=[[12, 15]])


class EntriesOut(Schema):
    entered: int = Field(description="How many now wait to be given to somebody.")
    left: list[int] = Field(description="Those that somebody has, that ended, or that wait already.")
