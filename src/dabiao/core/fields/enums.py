from django.db.models import TextChoices


class FieldType(TextChoices):
    """Nine, and how each lies in JSON: numbers and money as scaled integers, days and moments as ISO text."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    DATETIME = "datetime"
    BOOL = "bool"
    CHOICE = "choice"
    CHOICES = "choices"


class IndexState(TextChoices):
    NONE = ""
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"


WITH_OPTIONS = (FieldType.CHOICE, FieldType.CHOICES)
WITH_BOUNDS = (FieldType.NUMBER, FieldType.MONEY, FieldType.DATE)
WITH_LENGTH = (FieldType.TEXT, FieldType.LONG_TEXT)
# what has an order that means something
SORTABLE = (FieldType.TEXT, FieldType.NUMBER, FieldType.MONEY, FieldType.DATE, FieldType.DATETIME)
# long texts are read, not looked up
INDEXABLE = tuple(one for one in FieldType if one != FieldType.LONG_TEXT)
