"""Wire shapes of pulses."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema

from dabiao.core.http.wire import Changes, ClockTime, Line, Strict, unsent

Points = Annotated[int, Field(ge=1, le=5, description="1 is not at all, 5 is wholly.", examples=[4])]
Mean = Annotated[
    int | None, Field(description="Hundredths of a point: 100 to 500; null where it is not shown.")
]


class PulseMineOut(Schema):
    id: int | None = Field(examples=[12])
    week: date | None = Field(examples=["2026-11-23"])
    closes_at: datetime | None
    least: int | None = Field(description="Behind how many answers a unit's figure stands.", examples=[4])


class PulseAnswerIn(Strict):
    mood: Points = Field(description="How the week felt.")
    confidence: Points = Field(description="Whether the target can be reached.")
    support: Points = Field(description="Whether there was help where it was needed.")
    words: Line = Field(
        "", description="Read by whoever leads, without a name.", examples=["报价审批太慢，耽误了两单"]
    )


class PulseWeekOut(Schema):
    week: date
    asked: int
    answered: int
    shown: bool = Field(
        description="Whether enough have answered for nobody's answer to be told from the figures."
    )
    mood: Mean
    confidence: Mean
    support: Mean


class PulseUnitOut(Schema):
    id: int
    name: str = Field(examples=["华东大区"])
    parent_id: int | None
    depth: int
    people: int
    left: int = Field(description="Who has left in the last 365 days.")
    weeks: list[PulseWeekOut]


class PulseBoardOut(Schema):
    units: list[PulseUnitOut]
    pulse_id: int | None
    week: date | None
    closes_at: datetime | None
    least: int
    actions: list[str]


class PulseWordsOut(Schema):
    words: list[str] = Field(examples=[["报价审批太慢，耽误了两单"]])


class PulsePolicyChanges(Changes):
    active: bool = unsent()
    weekday: Annotated[int, Field(ge=0, le=6)] = unsent(
        "0 is Monday. Where nobody works then, the working day before."
    )
    at: ClockTime = unsent("The company's time.", examples=["16:30"])
    days: Annotated[int, Field(ge=1, le=6)] = unsent("How long answers are taken.")
    least: Annotated[int, Field(ge=3, le=50)] = unsent(
        "Behind how many answers a figure stands, from the next asking on."
    )


class PulsePolicyOut(Schema):
    active: bool
    weekday: int
    at: ClockTime
    days: int
    least: int
    version: int
    actions: list[str]
