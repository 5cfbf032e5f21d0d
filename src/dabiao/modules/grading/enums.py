"""Values of grading."""

from django.db.models import TextChoices


class By(TextChoices):
    """Who said the grade of a lead."""

    RULE = "rule"
    MODEL = "model"
    PERSON = "person"


class ModelMode(TextChoices):
    """`auto`: the trained model grades while it beats the rules on leads it had not seen. `off`: never."""

    AUTO = "auto"
    OFF = "off"


class Letter(TextChoices):
    A = "A"
    B = "B"
    C = "C"
    D = "D"


GRADES = tuple(Letter.values)  # the best first
LIMITS = GRADES[:-1]  # those that take points; what has fewer than the last of them is a D
