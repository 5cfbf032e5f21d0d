"""Values of forecasts."""

from django.db.models import TextChoices

from dabiao.core.learning.verdicts import ModelVerdict as ForecastWhy


class ForecastWay(TextChoices):
    """How a forecast weighs: by when deals are won here, by the stage's percentage, by competition, by the trained model; or
    not at all: what came in the same period a year before."""

    TIMING = "timing"
    STAGE = "stage"
    COMPETITION = "competition"
    MODEL = "model"
    SEASONAL = "seasonal"


class ForecastMode(TextChoices):
    """`auto`: the trained model may be chosen while it beats the plain chances on deals it had not seen. `off`: never."""

    AUTO = "auto"
    OFF = "off"


class ForecastSpan(TextChoices):
    """Periods that a forecast is shown for."""

    MONTH = "month"
    NEXT_MONTH = "next_month"
    QUARTER = "quarter"
    NEXT_QUARTER = "next_quarter"


class ForecastGrain(TextChoices):
    MONTH = "month"
    QUARTER = "quarter"


__all__ = ["ForecastGrain", "ForecastMode", "ForecastSpan", "ForecastWay", "ForecastWhy"]
