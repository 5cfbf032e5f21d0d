"""Wire shapes of forecasts."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Strict, unsent
from dabiao.modules.forecasts.enums import ForecastGrain, ForecastMode, ForecastSpan, ForecastWay, ForecastWhy


class ForecastAsked(Strict):
    span: ForecastSpan = Field(ForecastSpan.MONTH, examples=["quarter"])
    way: Literal["timing", "stage", "competition", "model"] | None = Field(
        None,
        description="By which chance; unasked, or where that is not in use, by when deals are won, else as the company weighs.",
        examples=["stage"],
    )


class ForecastFigures(Schema):
    """Minor units. What is open counts where its expected day lies in the period; by `timing` all that is open, each by the
    chance that it is won in the period."""

    won: int = Field(description="Deals won in the period so far.")
    won_minor: int
    open: int
    open_minor: int = Field(description="What the open deals are worth in all.")
    weighted_minor: int = Field(description="The same by their chances.")
    unborn_minor: int = Field(description="What deals bring that are not there yet; by `timing` alone.")
    low_minor: int = Field(description="Nine times in ten it comes to more.")
    likely_minor: int = Field(description="Won, weighted and unborn together.")
    high_minor: int = Field(description="Nine times in ten it comes to less.")


class ForecastTotal(ForecastFigures):
    discounted_minor: int = Field(
        description="The same where each deal counts as far as its evidence makes it credible."
    )


class ForecastByWay(Schema):
    way: ForecastWay
    likely_minor: int


class ForecastPerson(ForecastFigures):
    id: int | None = Field(description="None: what nobody has.")
    name: str = Field(examples=["王芳"])


class ForecastUnit(ForecastFigures):
    """A unit with all below it."""

    id: int
    name: str = Field(examples=["华东一组"])
    depth: int = Field(description="Below the topmost that is shown.")


class ForecastMover(Schema):
    """A deal on which much of the figure hangs."""

    id: int
    name: str = Field(examples=["CRM 采购"])
    customer_name: str
    owner_id: int | None
    amount_minor: int
    expected_win_on: date | None
    chance: float = Field(description="Percent.", examples=[62.5])
    weighted_minor: int
    if_won_minor: int = Field(description="By so much the figure rises if it is won.")
    if_lost_minor: int = Field(description="By so much it falls if it is not: a negative figure.")


class ForecastOut(Schema):
    span: ForecastSpan
    grain: ForecastGrain
    first: date
    last: date
    currency: str = Field(examples=["CNY"])
    way: ForecastWay = Field(description="By which chance it is weighed.")
    total: ForecastTotal
    ways: list[ForecastByWay] = Field(description="The same period by each way, for comparison.")
    people: list[ForecastPerson]
    units: list[ForecastUnit]
    movers: list[ForecastMover]
    closed_from: datetime = Field(description="When the period begins: what was won since then counts.")
    closed_to: datetime = Field(description="The first moment after it.")
    late_to: date = Field(description="The last day that is too early to be counted.")
    late: int = Field(description="Open deals whose expected day has passed before the period; not counted.")
    late_minor: int
    undated: int = Field(description="Open deals without an expected day; not counted.")


class AccuracyAsked(Strict):
    grain: ForecastGrain = Field(ForecastGrain.MONTH, examples=["month"])
    unit_id: Id | None = None


class AccuracyUnit(Schema):
    id: int
    name: str


class AccuracyOfHorizon(Schema):
    horizon: int = Field(description="Days before the last one of the period.")
    way: ForecastWay
    periods: int
    mape: float | None = Field(description="Mean absolute error as a share of what came.", examples=[0.18])
    bias: float | None = Field(description="Too high (positive) or too low, as a share of what came.")
    within: float | None = Field(
        description="The share of periods that ended inside of the interval; None where the way says none."
    )


class AccuracySaid(Schema):
    horizon: int
    way: ForecastWay
    low_minor: int
    likely_minor: int
    high_minor: int
    rebuilt: bool = Field(description="Made later, of what was known then.")
    made_on: date


class AccuracyPeriod(Schema):
    first: date
    last: date
    came_minor: int
    said: list[AccuracySaid]


class AccuracyOut(Schema):
    grain: ForecastGrain
    currency: str = Field(examples=["CNY"])
    unit_id: int | None
    units: list[AccuracyUnit]
    horizons: list[AccuracyOfHorizon]
    periods: list[AccuracyPeriod] = Field(description="Those that are over, the newest first.")


class ForecastPolicyChanges(Strict):
    model_mode: ForecastMode = unsent("Whether a trained model may be used while it is better.")


class ForecastPolicyOut(Schema):
    model_mode: ForecastMode
    version: int


class ForecastCard(Schema):
    """What a model learnt from, and how it did on deals opened later."""

    version: int
    trained_at: datetime
    window_from: datetime | None
    window_until: datetime | None
    horizon_days: int = Field(description="A deal that was won within so many days counts as won.")
    why: ForecastWhy
    in_use: bool
    checked_at: datetime | None
    figures: dict[str, Any] = Field(
        description="`known` and `won` deals; where there were enough `tested_deals`, `brier_model`, `brier_stage`, "
        "`brier_competition`, `brier_base`, `gain_stage` and `gain_competition` with intervals, `calibration_error`, "
        "`reliability`; else `missing`, so many more are needed.",
        examples=[{"known": 120, "won": 70, "missing": 80}],
    )
    check: dict[str, Any] = Field(examples=[{"tested_deals": None}])
    features: list[str] = Field(description="What it goes by, the strongest first.")


class ForecastTimingCard(Schema):
    """What was learnt of when deals are won, and how far off it was on months that are over."""

    version: int
    trained_at: datetime
    why: ForecastWhy
    in_use: bool
    days: int = Field(description="Past days on which a month was foretold.", examples=[12])
    errors: dict[str, float | None] = Field(
        description="`timing`, `stage`, `competition` and `seasonal`: how far off in all, as a share of what came.",
        examples=[{"timing": 0.27, "stage": 0.51, "competition": 0.6, "seasonal": 0.75}],
    )
    within: float | None = Field(description="The share of these days whose interval held.", examples=[0.83])


class ForecastModelOut(Schema):
    mode: ForecastMode
    version: int = Field(description="Of the setting, for changing it.")
    training: bool = Field(description="A job is at it.")
    in_use: bool
    may_manage: bool
    card: ForecastCard | None = Field(description="Of the model in use, or of the newest.")
    timing: ForecastTimingCard | None


class ChanceReason(Schema):
    name: str = Field(examples=["12 天没有联系"])
    points: int = Field(description="Points in a hundred by which it moves the chance.", examples=[-8])


class DealChancesOut(Schema):
    """Percent; 100 when won, 0 when lost."""

    by_stage: float
    by_competition: float
    by_model: float | None = Field(description="None where no model is in use, or it has said nothing yet.")
    used: ForecastWay
    horizon_days: int | None = Field(description="The model's chance is that of a win within so many days.")
    reasons: list[ChanceReason] = Field(description="Of the model's, the strongest first.")
