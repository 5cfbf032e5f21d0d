"""Values of forecasts."""

from django.db.models import TextChoices


class ForecastWay(TextChoices):
    """How a forecast weighs: by the stage's percentage, by competition, by the trained model; or not at all: what came in the
    same period a year before."""

    STAGE = "stage"
    COMPETITION = "competition"
    MODEL = "model"
    SEASONAL = "seasonal"


class ForecastMode(TextChoices):
    """`auto`: the trained model may be chosen while it beats the plain chances on deals it had not seen. `off`: never."""

    AUTO = "auto"
    OFF = "off"


class ForecastWhy(TextChoices):
    """Why a trained model may be used or not."""

    BETTER = "better"
    TOO_FEW = "too_few"
    NOT_BETTER = "not_better"
    BADLY_CALIBRATED = "badly_calibrated"
    LOST = "lost"
    REPLACED = "replaced"
    NO_LIBRARY = "no_library"


class ForecastSpan(TextChoices):
    """Periods that a forecast is shown for."""

    MONTH = "month"
    NEXT_MONTH = "next_month"
    QUARTER = "quarter"
    NEXT_QUARTER = "next_quarter"


class ForecastGrain(TextChoices):
    MONTH = "month"
    QUARTER = "quarter"
