"""Wire shapes of templates: what is asked, of whom, by when."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Row, Strict, unsent
from dabiao.core.http.wire import paragraphs as words
from dabiao.modules.reports.enums import (
    ReportBlockKind,
    ReportPeriod,
    ReportPreset,
    ReportQuoteAs,
    ReportWrittenBy,
)
from dabiao.modules.reports.models import LATEST_DUE, LONGEST_GRACE
from dabiao.modules.reports.rules.answering import (
    LARGEST,
    LONGEST,
    MOST_BLOCKS,
    MOST_FIGURES,
    MOST_OPTIONS,
)

Clock = Annotated[
    str,
    Field(
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Of the company's day.", examples=["18:30"]
    ),
]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2999, 12, 31), examples=["2026-11-02"])]
Code = Annotated[str, Field(min_length=1, max_length=80)]
Level = Annotated[str, Field(min_length=1, max_length=1)]
Role = Annotated[str, Field(min_length=1, max_length=40)]
Minutes = Annotated[int, Field(ge=0, le=LONGEST_GRACE)]
Shift = Annotated[int, Field(ge=0, le=LATEST_DUE)]


class ReportBlock(Strict):
    """`least` and `most`: characters of a text, rows of a list, the bounds of a number."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,20}$", examples=["done"])
    kind: ReportBlockKind
    title: words(80, least=1) = Field(examples=["今天做了什么"])  # type: ignore[valid-type]
    help: words(200) = Field("", examples=["一两句话就好"])  # type: ignore[valid-type]
    required: bool = False
    least: int | None = Field(None, ge=-LARGEST, le=LARGEST)
    most: int | None = Field(None, ge=-LARGEST, le=LARGEST)
    options: list[words(60, least=1)] = Field([], max_length=MOST_OPTIONS, examples=[[]])  # type: ignore[valid-type]
    figures: list[Code] = Field([], max_length=MOST_FIGURES, examples=[[]])
    quote: ReportQuoteAs | None = Field(
        None, description="As what a text is quoted in the report of the unit."
    )


class _Content(Strict):
    blocks: list[ReportBlock] = Field(
        min_length=1,
        max_length=MOST_BLOCKS,
        examples=[[{"id": "done", "kind": "done", "title": "今天做了什么", "required": True}]],
    )
    unit_ids: list[Id] = Field(
        [], max_length=200, description="These units and all below; empty for all.", examples=[[]]
    )
    levels: list[Level] = Field([], max_length=10, examples=[["A", "B"]])
    roles: list[Role] = Field([], max_length=20, examples=[["salesperson"]])
    due_time: Clock = "18:30"
    noon_time: Clock = "12:30"
    due_shift: Shift = Field(0, description="Working days after the last one of the period.")
    grace_minutes: Minutes = Field(0, description="So much later it is still in time.")
    remind_minutes: Minutes = Field(30, description="So long before it is due a reminder comes; 0 for none.")
    to_leader: bool = True
    receivers: list[Id] = Field([], max_length=20, description="People besides the leader.", examples=[[]])


class ReportTemplateIn(_Content):
    name: words(40, least=1) = Field(examples=["日报"])  # type: ignore[valid-type]
    period: ReportPeriod = Field(examples=["day"])
    written_by: ReportWrittenBy = Field(
        ReportWrittenBy.PEOPLE, description="Each person, or of each unit its leader."
    )
    starts_on: Day | None = Field(
        None, description="Asked from the period of this day on; today's where absent."
    )


class ReportTemplateChanges(Strict):
    """Holds from the next period on."""

    name: words(40, least=1) = unsent()  # type: ignore[valid-type]
    blocks: Annotated[list[ReportBlock], Field(min_length=1, max_length=MOST_BLOCKS)] = unsent()
    unit_ids: Annotated[list[Id], Field(max_length=200)] = unsent()
    levels: Annotated[list[Level], Field(max_length=10)] = unsent()
    roles: Annotated[list[Role], Field(max_length=20)] = unsent()
    due_time: Clock = unsent(examples=["18:30"])
    noon_time: Clock = unsent(examples=["12:30"])
    due_shift: Shift = unsent()
    grace_minutes: Minutes = unsent()
    remind_minutes: Minutes = unsent()
    to_leader: bool = unsent()
    receivers: Annotated[list[Id], Field(max_length=20)] = unsent()


class ReportTemplateOut(Row):
    name: str
    period: ReportPeriod
    written_by: ReportWrittenBy
    starts_on: date
    retired_at: datetime | None
    blocks: list[ReportBlock]
    unit_ids: list[int]
    unit_names: list[str]
    levels: list[str]
    roles: list[str]
    due_time: str
    noon_time: str
    due_shift: int
    grace_minutes: int
    remind_minutes: int
    to_leader: bool
    receivers: list[int]
    receiver_names: list[str]
    coming_from: date | None = Field(
        description="From this day on it is as shown; until then as it was before."
    )
    used: bool
    actions: list[str] = Field(description="`edit`, `retire`.")


class ReportTemplateList(Schema):
    items: list[ReportTemplateOut]


class ReportTemplatesParams(Schema):
    retired: bool = Field(False, description="Also those that are not used any more.")


class ReportPresetOut(Schema):
    code: ReportPreset
    name: str
    period: ReportPeriod
    written_by: ReportWrittenBy
    blocks: list[ReportBlock]
    roles: list[str]
    due_time: str
    due_shift: int
    grace_minutes: int


class ReportPresetList(Schema):
    items: list[ReportPresetOut]


class ReportAudienceIn(Strict):
    period: ReportPeriod = Field(examples=["day"])
    written_by: ReportWrittenBy = ReportWrittenBy.PEOPLE
    unit_ids: list[Id] = Field([], max_length=200, examples=[[]])
    levels: list[Level] = Field([], max_length=10, examples=[[]])
    roles: list[Role] = Field([], max_length=20, examples=[[]])
    due_time: Clock = "18:30"
    noon_time: Clock = "12:30"
    due_shift: Shift = 0


class ReportAudienceOut(Schema):
    count: int
    names: list[str] = Field(description="Five of them.")
    without_leader: list[str] = Field(description="Units that nobody leads: nobody would write for them.")
    due: list[datetime] = Field(description="The next three moments.")


class ReportFigureOffered(Schema):
    code: str
    unit: str = Field(description="`money` in minor units, `pieces`, or `per_mille`.")
    label: str = Field(description="The key of its text; empty where it has a name.")
    name: str


class ReportFigureList(Schema):
    items: list[ReportFigureOffered]


Answers = Annotated[
    dict[Annotated[str, Field(max_length=20)], Any],
    Field(
        max_length=MOST_BLOCKS,
        description="By the question's id: a text, an option, a number, a list of texts (`next`), or of "
        f"`{{text, done, why}}` (`done`). Texts have at most {LONGEST} characters.",
        examples=[{"next": ["回访王总"]}],
    ),
]
