"""The column that holds a record's custom fields."""

from typing import Any

from django.db.models import JSONField, Value


def custom_values() -> Any:
    """Empty unless said, by the database too: while a new version is rolled out, programs of the old one go on inserting
    rows into a table whose column they do not know."""
    return JSONField(default=dict, db_default=Value({}, JSONField()))
