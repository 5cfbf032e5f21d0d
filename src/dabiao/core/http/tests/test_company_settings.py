"""What holds for everybody: the watermark; and what anybody may know of their own looks."""

import pytest

from dabiao.core.events.models import Event
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def test_the_watermark_is_on_until_an_administrator_says_otherwise(company: Company) -> None:
    admin, seller = company["ops"].client, company["sales1"].client
    assert seller.read("/me")["watermark"] is True
    answer = admin.write("PATCH", "/company-settings", {"watermark": False})
    rest = {"busy_minutes": 30, "busy_times": 3}
    assert answer == {"watermark": False, "forecast_by": "stage", **rest}
    assert seller.read("/me")["watermark"] is False
    admin.write("PATCH", "/company-settings", {"watermark": False})
    admin.write("PATCH", "/company-settings", {"watermark": True})
    told = Event.objects.filter(kind="company.settings_changed").order_by("pk")
    assert [event.data["changes"] for event in told] == [
        {"watermark": [True, False]},
        {"watermark": [False, True]},
    ]


def test_nobody_else_turns_it_off(company: Company) -> None:
    refusal = company["sales1"].client.problem("PATCH", "/company-settings", {"watermark": False})
    assert refusal == (403, "access.forbidden", None)
    assert company["sales1"].client.problem("PATCH", "/company-settings", {})[0] in (403, 422)


def test_everybody_sees_how_many_phones_they_revealed_today(company: Company) -> None:
    seller = company["sales1"]
    times = dict.fromkeys(("received_at", "created_at", "updated_at"), NOW)
    lead = Lead.objects.create(
        name="王芳", phone="13812345678", owner_id=seller.id, unit_id=seller.employee.unit_id, **times
    )
    before = seller.client.read("/me/looks")
    seller.client.write("POST", f"/leads/{lead.pk}/reveals")
    assert seller.client.read("/me/looks") == {**before, "looked": 1}
    assert company["sales3"].client.read("/me/looks")["looked"] == 0


def test_what_is_not_sent_stays_as_it_is(company: Company) -> None:
    admin = company["ops"].client
    admin.write("PATCH", "/company-settings", {"watermark": False})
    answer = admin.write("PATCH", "/company-settings", {"forecast_by": "competition"})
    rest = {"busy_minutes": 30, "busy_times": 3}
    assert answer == {"watermark": False, "forecast_by": "competition", **rest}
    assert company["sales1"].client.read("/me")["forecast_by"] == "competition"
    assert admin.problem("PATCH", "/company-settings", {"forecast_by": "luck"})[0] == 422
