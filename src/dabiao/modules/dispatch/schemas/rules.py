"""Wire shapes of the rules and of what holds for all of them."""

from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from dabiao.core.http.wire import Id, Row, Strict, text_of, unsent, without_nul
from dabiao.modules.dispatch.enums import Fallback, Hours, Strategy
from dabiao.modules.org.enums import Level

ADVERTS = {"all": [{"field": "source", "op": "is", "value": "advert"}]}
OFFICE = {"days": "workdays", "spans": [["09:00", "12:00"], ["13:30", "18:00"]]}
LIVELY = {"warn": 60, "response": 120}
Title = text_of(80, least=1)
Cap = Annotated[int, Field(ge=1, le=9_999)] | None
Condition = dict[str, Any] | None
Weights = Annotated[
    dict[str, int],
    Field(max_length=5, description="Level → share, for `weighted`.", examples=[{"S": 5, "A": 3}]),
]


@with_config(ConfigDict(extra="forbid"))
class RuleSkill(TypedDict):
    id: Id
    least: Annotated[int, Field(ge=1, le=100, description="Strength in percent.")]


RuleCandidates = TypedDict(  # `except` is a word of Python's, so no class can be written for it
    "RuleCandidates",
    {
        "units": Annotated[list[Id], Field(max_length=50, description="With all below.")],
        "people": Annotated[list[Id], Field(max_length=200)],
        "except": Annotated[list[Id], Field(max_length=200)],
        "levels": Annotated[list[Level], Field(max_length=5, description="None: every level.")],
        "tags": Annotated[list[RuleSkill], Field(max_length=20)],
    },
    total=False,
)
with_config(ConfigDict(extra="forbid"))(RuleCandidates)


class WorkingHoursIn(Strict):
    days: Literal["workdays", "all"] | Annotated[list[int], Field(max_length=7)] = Field(
        description="Workdays of the Chinese calendar, all days, or weekdays, Monday 1 to Sunday 7."
    )
    spans: list[list[str]] = Field(max_length=6, examples=[OFFICE["spans"]])


class ClockTermsIn(Strict):
    """Numbers of the clocks, in seconds; what is absent or null is as the layer below says."""

    warn: int | None = None
    response: int | None = None
    feedback: int | None = None
    escalate: int | None = None
    most_hops: int | None = Field(
        None, description="So many people may let a lead go by before it is their leader's."
    )
    wall: bool | None = Field(None, description="By the clock on the wall, not in working hours.")
    demote: bool | None = Field(None, description="Whether a breach costs a level.")
    clocks: bool | None = Field(None, description="false: neither clock runs.")


Grades = Annotated[
    dict[str, ClockTermsIn],
    Field(max_length=4, description="Grade → what differs.", examples=[{"A": LIVELY}]),
]


class DispatchRuleChanges(Strict):
    """Only what is sent changes; condition, candidates, hours and clocks each as a whole."""

    name: Title = unsent()  # type: ignore[valid-type]
    active: bool = unsent("Switched off, it is not asked.")
    condition: Condition = unsent("A condition over leads; null for every lead.", examples=[ADVERTS])
    candidates: RuleCandidates = unsent()
    strategy: Strategy = unsent()
    weights: Weights = unsent()
    cap_day: Cap = unsent("By rules, each person; null: none.")
    cap_hour: Cap = unsent()
    cap_open: Cap = unsent()
    hours: Hours = unsent()
    own_hours: WorkingHoursIn | None = unsent()
    fallback: Fallback = unsent("What happens when nobody may have the lead now.")
    wait_minutes: int = unsent("For `wait`; then it is their leader's.")
    pool_unit_id: Id | None = unsent("For the strategy and the fallback `pool`.")
    clock: ClockTermsIn = unsent()
    grades: Grades = unsent()

    def values(self) -> dict[str, Any]:
        """What was sent, as it is kept."""
        sent: dict[str, Any] = without_nul(self.dict(exclude_unset=True))
        if "own_hours" in sent:
            sent["own_hours"] = sent["own_hours"] or {}
        return sent


class DispatchRuleIn(DispatchRuleChanges):
    name: Title = Field(examples=["华南的广告"])  # type: ignore[valid-type]
    candidates: RuleCandidates = unsent(examples=[{"units": [3], "levels": ["S", "A"]}])


class DispatchRuleDraft(DispatchRuleChanges):
    """A rule while somebody writes it: everything may still be missing."""

    id: Id | None = Field(None, description="The rule that is being changed.")

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "id"}


class DispatchRuleOrderIn(Strict):
    ids: list[Id] = Field(max_length=1000, examples=[[3, 1, 2]])


class SentencePart(Schema):
    part: Literal["when", "who", "how", "caps", "hours", "fallback", "clocks"]
    text: str = Field(examples=["来源 是 广告 的线索"])


class CautionOut(Schema):
    """What is wrong with a valid rule by now."""

    code: str = Field(examples=["nobody_now"])
    text: str


class RuleName(Schema):
    id: int
    name: str


class RuleNames(Schema):
    units: list[RuleName]
    people: list[RuleName]
    tags: list[RuleName]


class RuleSpoken(Schema):
    sentence: list[SentencePart] = Field(description="In the language of the request.")
    text: str = Field(
        description="The parts as one sentence.",
        examples=[
            "来源 是 广告 的线索 → 给 华南（S、A 级），轮流分配，在上班时间分配 → 没人有空时直接交主管"
        ],
    )
    people_count: int = Field(description="So many people its units and names mean.")
    cautions: list[CautionOut]


class DispatchRuleOut(Row, RuleSpoken):
    name: str
    active: bool
    condition: Condition = Field(examples=[ADVERTS])
    candidates: RuleCandidates
    named: RuleNames = Field(description="Names of whom and what it names.")
    strategy: Strategy
    weights: dict[str, int]
    cap_day: int | None
    cap_hour: int | None
    cap_open: int | None
    hours: Hours
    own_hours: dict[str, Any] = Field(examples=[OFFICE])
    fallback: Fallback
    wait_minutes: int
    pool_unit_id: int | None
    clock: dict[str, Any] = Field(examples=[LIVELY])
    grades: dict[str, dict[str, Any]] = Field(examples=[{"A": LIVELY}])


class DispatchRulesOut(Schema):
    items: list[DispatchRuleOut]
    most: int = Field(description="As many rules there may be.")


class ClockTermsOut(Schema):
    warn: int = Field(examples=[180])
    response: int = Field(examples=[300])
    feedback: int = Field(examples=[1200])
    escalate: int = Field(examples=[600])
    most_hops: int = Field(examples=[3])
    wall: bool
    demote: bool
    clocks: bool


class DispatchPolicyChanges(Strict):
    """Only what is sent changes; hours and clocks each as a whole."""

    working: WorkingHoursIn = unsent(examples=[OFFICE])
    clock: ClockTermsIn = unsent()
    grades: Grades = unsent()
    clean_to_regain: int = unsent("So many answers in time in a row give a lost level back.")
    hand_clocks: bool = unsent("Whether leads that a person gives to another have clocks too.")
    claims_per_day: int = unsent("Each person; 0: no limit.")
    claims_open: int = unsent("Who holds so many live leads claims no more; 0: no limit.")
    recycle_days: int = unsent("Without contact for so long a lead goes back to the pool; 0: never.")


class DispatchPolicyOut(Schema):
    working: dict[str, Any] = Field(examples=[OFFICE])
    clock: dict[str, Any] = Field(description="What the company changed of the clocks.")
    grades: dict[str, dict[str, Any]] = Field(examples=[{"A": LIVELY}])
    defaults: ClockTermsOut = Field(description="The clocks as they come out of the box.")
    held: dict[str, ClockTermsOut] = Field(
        description="The clocks that hold by grade; the empty one: no grade."
    )
    clean_to_regain: int
    hand_clocks: bool
    claims_per_day: int
    claims_open: int
    recycle_days: int
    version: int
