"""Wire shapes of quotas."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from dabiao.core.http.wire import Changes, Id, Name, Strict, text_of, unsent
from dabiao.modules.org.enums import Level
from dabiao.modules.quotas.enums import QuotaSort, QuotaSpan, QuotaState
from dabiao.modules.quotas.services.setting import Wish

Amount = Annotated[int, Field(ge=0, le=1_000, description="Pieces a working day.", examples=[30])]
Percent = Annotated[int, Field(ge=0, le=100)]
Ramp = Annotated[list[Percent], Field(max_length=24, description="By whole months since hire; then 100.")]


class QuotaKindOut(Schema):
    id: int
    code: str
    name: str = Field(description="Empty for those of the product, whose names are texts of the screen.")
    sort: QuotaSort
    metric_id: int | None
    metric_code: str | None
    metric_name: str | None
    place: int
    active: bool
    built_in: bool
    version: int


class QuotaKindList(Schema):
    items: list[QuotaKindOut]
    actions: list[str]


class QuotaKindsParams(Schema):
    retired: bool = Field(False, description="Also those that are no longer in use.")


class QuotaKindIn(Strict):
    name: Name = Field(examples=["地推扫街"])
    sort: QuotaSort
    metric_id: Id | None = Field(None, description="Of those that are counted: a metric that counts pieces.")


class QuotaKindChanges(Changes):
    name: Name = unsent()
    active: bool = unsent()
    place: Annotated[int, Field(ge=0, le=1_000)] = unsent()


class QuotaStep(Schema):
    from_day: date
    amount: int | None
    set_at: datetime
    set_by_name: str


class QuotaOfKind(Schema):
    kind_id: int
    amount: int | None = Field(description="In force today; null: what is asked further up.")
    history: list[QuotaStep] = Field(description="The last twenty, later ones too; the earliest first.")


class QuotaRow(Schema):
    unit_id: int | None
    unit_name: str | None
    level: str
    user_id: int | None
    user_name: str | None
    quotas: list[QuotaOfKind]


class QuotaRows(Schema):
    items: list[QuotaRow]


class QuotaAmountIn(Strict):
    kind_id: Id
    amount: Amount | None = Field(description="Null takes it away: what is asked further up holds again.")
    base: int | None = Field(None, description="The amount in force on that day, as you saw it.")


class QuotaIn(Strict):
    """Of a unit and everybody below it (of one level, if given), or of one person."""

    unit_id: Id | None = None
    level: Level | None = None
    user_id: Id | None = None
    from_day: date | None = Field(None, description="Today unless given; never in the past.")
    amounts: list[QuotaAmountIn] = Field(min_length=1, max_length=100)

    def given(self) -> dict[str, Any]:
        wishes = [Wish(one.kind_id, one.amount, one.base) for one in self.amounts]
        return {**self.dict(exclude={"amounts"}), "level": self.level or "", "wishes": wishes}


class QuotaTermsOut(Schema):
    ramp: list[int]
    correct_days: int = Field(description="So many days back one corrects one's own numbers.")
    version: int
    actions: list[str]


class QuotaTermsChanges(Changes):
    ramp: Ramp = unsent(examples=[[30, 60, 80]])
    correct_days: Annotated[int, Field(ge=0, le=31)] = unsent()


class QuotaProgressParams(Schema):
    day: date | None = Field(None, description="Any day of the period; today unless given.")
    period: QuotaSpan = QuotaSpan.DAY


class QuotaTeamParams(QuotaProgressParams):
    unit_id: Id | None = Field(None, description="Only those in this unit and below.")
    limit: int = Field(200, ge=1, le=500)


class QuotaPeriod(Schema):
    first: date
    last: date


class QuotaLink(Schema):
    path: str
    params: dict[str, Any]


class QuotaKindName(Schema):
    id: int
    code: str
    name: str
    sort: QuotaSort


class QuotaCell(Schema):
    kind_id: int
    done: int
    wanted: int = Field(description="In the whole period; 0: nothing is asked.")
    due: int = Field(description="By now, working hours counted.")
    share_bp: int | None
    state: QuotaState
    proven: int | None = Field(
        description="How many something else than one's own word shows; null: not told."
    )
    link: QuotaLink | None = Field(description="The list of exactly these records.")


class QuotaPerson(Schema):
    user_id: int
    name: str
    unit_id: int
    reached: bool | None = Field(description="The whole period; null: nothing is asked.")
    lag_bp: int = Field(description="Of what is due by now, the part that is lacking; the mean of all kinds.")
    days_reached: int
    days_judged: int = Field(description="Days with a quota that are over, and today once it is reached.")
    streak: int = Field(description="Reached days in a row, up to thirty days back.")
    cells: list[QuotaCell]


class QuotaDay(Schema):
    day: date
    workday: bool
    reached: bool | None
    done: list[int] = Field(description="In the order of `kinds`.")
    wanted: list[int]


class QuotaHead(Schema):
    as_of: datetime
    today: date
    period: QuotaPeriod
    workday: bool = Field(description="Whether any day of the period is one.")
    elapsed_bp: int = Field(description="How much of today's working hours is over.")
    kinds: list[QuotaKindName]


class QuotaMine(QuotaHead):
    mine: QuotaPerson | None
    days: list[QuotaDay]
    correct_days: int
    actions: list[str]


class QuotaTeammate(QuotaPerson):
    unit_name: str
    actions: list[str]


class QuotaTotal(Schema):
    kind_id: int
    done: int
    wanted: int
    due: int
    share_bp: int | None
    proven: int | None


class QuotaTeam(QuotaHead):
    people: list[QuotaTeammate] = Field(description="Who is furthest behind first.")
    count: int
    reached_count: int
    behind_count: int
    totals: list[QuotaTotal]


class QuotaDeclarationIn(Strict):
    kind_id: Id
    user_id: Id | None = Field(None, description="Oneself unless given.")
    day: date | None = Field(None, description="Today unless given.")
    more: Annotated[int, Field(ge=-10_000, le=10_000)] | None = Field(None, examples=[1])
    amount: Annotated[int, Field(ge=0, le=10_000)] | None = Field(
        None, description="In all, instead of `more`."
    )
    base: int | None = Field(None, description="With `amount`: the number as you saw it.")
    word: text_of(200) = ""  # type: ignore[valid-type]
    reason: text_of(500) = Field("", description="Of others' numbers, and of days long past.")  # type: ignore[valid-type]


class QuotaDeclarationParams(Schema):
    kind_id: Id
    user_id: Id
    day: date


class QuotaDeclaredChange(Schema):
    before: int
    after: int
    word: str
    reason: str
    at: datetime
    by_name: str


class QuotaDeclarationOut(Schema):
    kind_id: int
    user_id: int
    day: date
    amount: int
    version: int
    changes: list[QuotaDeclaredChange]
