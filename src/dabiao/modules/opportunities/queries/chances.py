"""What an amount is worth by its chance (F3), as SQL: the same figures as `rules.weighted` gives for one row."""

from django.db.models import BigIntegerField, Case, Exists, ExpressionWrapper, F, Value, When
from django.db.models.expressions import Combinable

from dabiao.core.access.models import CompanySettings
from dabiao.modules.opportunities.enums import StageKind

_AMOUNT, _SHARERS = F("amount_minor"), F("competitor_count") + 1


def weighted_by_stage() -> Case:
    return _unless_ended((_AMOUNT * F("stage__percent") + 50) / 100)


def weighted_by_competition() -> Case:
    """Whole numbers all along, half up: the amount over n+1, or four fifths of it where no rival is known."""
    shared = _whole((_AMOUNT * 2 + _SHARERS) / (_SHARERS * 2))
    return _unless_ended(When(competitor_count__gte=1, then=shared), (_AMOUNT * 80 + 50) / 100)


def weighted_by_model() -> Case:
    """Half up, of thousandths; a deal of which no model has said anything counts by its stage."""
    told = _whole((_AMOUNT * F("model_chance") + 500) / 1_000)
    return _unless_ended(
        When(model_chance__isnull=False, then=told), (_AMOUNT * F("stage__percent") + 50) / 100
    )


def weighted_as_forecast() -> Case:
    """By what the company chose. It is asked once a statement, not once a row."""
    return Case(
        When(goes_by("competition"), then=weighted_by_competition()),
        When(goes_by("model"), then=weighted_by_model()),
        default=weighted_by_stage(),
    )


def goes_by(way: str) -> Exists:
    """Whether the company's forecast goes by this chance."""
    return Exists(CompanySettings.objects.filter(forecast_by=way))


def _unless_ended(*open_ones: When | Combinable) -> Case:
    *cases, default = open_ones
    return Case(
        When(stage__kind=StageKind.WON, then=_AMOUNT),
        When(stage__kind=StageKind.LOST, then=_whole(Value(0))),
        *cases,
        default=_whole(default),
        output_field=BigIntegerField(),
    )


def _whole(expression: When | Combinable) -> ExpressionWrapper:
    return ExpressionWrapper(expression, output_field=BigIntegerField())
