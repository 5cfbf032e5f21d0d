"""Pressed twice at the same moment, on two servers: one lead, whatever is known of who sends."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from dabiao.modules.forms import services
from dabiao.modules.forms.models import Submission
from dabiao.modules.forms.rules import tickets
from dabiao.modules.forms.services._taking import hand_of, key
from dabiao.modules.forms.tests.world import a_form
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.testing.people import make_company

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time on SQLite"),
]


@pytest.mark.parametrize("typed", [{"name": ["王芳"], "phone": ["13812345678"]}, {"name": ["王芳"]}])
def test_pressed_eight_times_at_once_it_is_one_lead(typed: dict[str, list[str]]) -> None:
    form: Any = a_form(make_company(), fields=[{"name": "name"}, {"name": "phone"}])
    now = timezone.now()
    ticket = tickets.written(tickets.Ticket("n", int(now.timestamp())), form.token, key())

    def press(_: int) -> str:
        try:
            arrival = services.Arrival(sent=typed, ticket=ticket)
            return services.submit(form, arrival=arrival, actor=hand_of(form), now=now).state
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(press, range(8))) == {"received"}
    assert (Lead.objects.count(), Submission.objects.count(), Enquiry.objects.count()) == (1, 1, 0)
