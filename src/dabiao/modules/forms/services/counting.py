"""How often forms are looked at and codes followed: a number per day, and nothing of whom."""

from datetime import datetime

from django.db import connection

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.throttle.services import take
from dabiao.modules.forms.models import Code, CodeDay, Form, FormDay

LOOKS = 60  # of one address at one form in ten minutes: whoever looks oftener is no visitor
WINDOW = 600.0


def count_view(form: Form, *, address: str, actor: Actor, now: datetime) -> None:
    """One more look at a form today; an address that only looks and looks counts no more."""
    if take(f"forms.view:{form.pk}:{address}", LOOKS, WINDOW, now) is None:
        _one_more(FormDay, "form_id", form.pk, "views", now)


def count_visit(code: Code, *, address: str, actor: Actor, now: datetime) -> None:
    """One more who followed a code today."""
    if take(f"forms.visit:{code.pk}:{address}", LOOKS, WINDOW, now) is None:
        _one_more(CodeDay, "code_id", code.pk, "visits", now)


def _one_more(model: type[FormDay | CodeDay], whose: str, id: int, what: str, now: datetime) -> None:
    """One statement, so that of two at once none is lost."""
    table, day = model._meta.db_table, local_day(now)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({whose}, day, {what}) VALUES (%s, %s, 1) "  # noqa: S608 - our own names
            f"ON CONFLICT ({whose}, day) DO UPDATE SET {what} = {table}.{what} + 1",
            [id, day],
        )
