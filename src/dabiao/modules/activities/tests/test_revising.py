"""Contacts are put right, taken away and brought back, and the times of their records follow."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.core.events.models import Event
from dabiao.modules.activities import queries, services
from dabiao.modules.activities.models import Activity
from dabiao.modules.activities.tests.builders import a_contact, a_customer, a_lead, an_opportunity, logged
from dabiao.modules.leads import services as leads
from dabiao.modules.opportunities.models import Opportunity
from dabiao.testing.people import NOW, Company

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRIDAY, MONDAY = NOW + 2 * DAY, NOW + 5 * DAY


def edited(company: Company, who: str, activity: Activity, **changes: Any) -> Activity:
    activity.refresh_from_db()
    return services.edit(
        activity.pk, changes=changes, version=activity.version, actor=company[who].actor, now=NOW
    )


def times(row: Any) -> tuple[datetime | None, datetime | None]:
    row.refresh_from_db()
    return row.last_contact_at, row.next_contact_at


def test_a_corrected_time_moves_the_last_and_next_contact_of_deal_and_customer(company: Company) -> None:
    customer = a_customer(company["sales1"])
    deal = an_opportunity(company["sales1"], customer)
    activity = logged(company, "sales1", "opportunity", deal.pk, next_contact_at=FRIDAY)
    edited(company, "sales1", activity, occurred_at=NOW - DAY, next_contact_at=MONDAY)
    assert times(deal) == times(customer) == (NOW - DAY, MONDAY)
    fact = Event.objects.get(kind="activity.edited").data
    assert fact["revised"]["next_contact_at"] == ["2026-03-20T02:00:00.000Z", "2026-03-23T02:00:00.000Z"]


def test_a_removed_contact_counts_for_nothing_until_it_comes_back(company: Company) -> None:
    lead = a_lead(company["sales1"])
    activity = logged(company, "sales1", "lead", lead.pk, next_contact_at=FRIDAY)
    actor = company["sales1"].actor
    services.remove(activity.pk, actor=actor, now=NOW)
    assert times(lead) == (None, None)
    assert (lead.first_contact_at, lead.status) == (None, "assigned")
    assert not queries.visible_to(actor).exists()
    services.remove(activity.pk, actor=actor, now=NOW)  # a second time changes nothing
    services.restore(activity.pk, actor=actor, now=NOW)
    assert times(lead) == (NOW, FRIDAY)
    assert (lead.first_contact_at, lead.status) == (NOW, "contacted")
    kinds = list(Event.objects.filter(kind__startswith="activity.").values_list("kind", flat=True))
    assert kinds == ["activity.logged", "activity.removed", "activity.restored"]


def test_what_a_lead_heard_before_counts_for_the_deal_it_became(company: Company) -> None:
    lead = a_lead(company["sales1"], company="云岚科技")
    early = logged(company, "sales1", "lead", lead.pk, occurred_at=NOW - DAY)
    late = logged(company, "sales1", "lead", lead.pk)
    conversion = leads.Conversion(opportunity_name="CRM 采购", amount_minor=1_000_000)
    actor = company["sales1"].actor
    made = leads.convert(lead.pk, conversion=conversion, actor=actor, now=NOW)
    deal = Opportunity.objects.get(pk=made.opportunity_id)
    assert times(deal)[0] == NOW
    services.remove(late.pk, actor=actor, now=NOW)
    assert times(deal)[0] == early.occurred_at


def test_a_plan_set_by_hand_outlives_the_removal_of_a_contact(company: Company) -> None:
    lead = a_lead(company["sales1"])
    activity = logged(company, "sales1", "lead", lead.pk, next_contact_at=FRIDAY)
    plan = {"subject_kind": "lead", "subject_id": lead.pk, "actor": company["sales1"].actor, "now": NOW}
    services.move_plan(next_contact_at=MONDAY, **plan)
    services.remove(activity.pk, actor=company["sales1"].actor, now=NOW)
    assert times(lead) == (None, MONDAY)


def test_only_its_author_changes_a_contact(company: Company) -> None:
    lead = a_lead(company["sales1"])
    activity = logged(company, "sales1", "lead", lead.pk)
    with pytest.raises(Forbidden) as refused:
        edited(company, "lead1", activity, content="别的")
    assert refused.value.code == "activities.not_yours"
    with pytest.raises(NotFound):
        services.remove(activity.pk, actor=company["sales3"].actor, now=NOW)
    leads.assign(lead.pk, owner_id=company["sales2"].id, actor=company["ops"].actor, now=NOW)
    with pytest.raises(Invalid):  # the record is not theirs any more, and neither are its times
        services.remove(activity.pk, actor=company["sales1"].actor, now=NOW)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"occurred_at": NOW + HOUR}, "activities.in_future", "occurred_at"),
        ({"next_contact_at": NOW}, "activities.next_not_after", "next_contact_at"),
        ({"result": "won"}, "core.not_a_choice", "result"),
        ({"contact_id": 999_999}, "core.not_found_here", "contact_id"),
        ({"about_id": 3}, "core.not_editable", "about_id"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(company: Company, changes: Any, code: str, field: str) -> None:
    activity = logged(company, "sales1", "lead", a_lead(company["sales1"]).pk)
    with pytest.raises(DomainError) as refused:
        edited(company, "sales1", activity, **changes)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_who_was_spoken_with_can_be_told_later(company: Company) -> None:
    customer = a_customer(company["sales1"])
    activity = logged(company, "sales1", "customer", customer.pk)
    edited(company, "sales1", activity, contact_id=a_contact(customer).pk, effect="愿意引荐")
    row = queries.detail(activity.pk, actor=company["sales1"].actor)
    assert (row["contact_name"], row["effect"], row["actions"]) == ("王总", "愿意引荐", ["edit", "remove"])
    assert queries.detail(activity.pk, actor=company["lead1"].actor)["actions"] == []
    told = Event.objects.get(kind="activity.edited").data["revised"]
    assert told == {"contact_name": ["", "王总"], "effect": ["", "愿意引荐"]}


def test_a_planned_contact_is_moved_or_dropped_with_a_reason(company: Company) -> None:
    customer = a_customer(company["sales1"])
    first, second = (an_opportunity(company["sales1"], customer) for _ in range(2))
    logged(company, "sales1", "opportunity", first.pk, next_contact_at=FRIDAY)
    logged(company, "sales1", "opportunity", second.pk, next_contact_at=MONDAY)
    plan = {"subject_kind": "opportunity", "actor": company["sales1"].actor, "now": NOW}
    services.move_plan(subject_id=first.pk, next_contact_at=MONDAY + DAY, expected=FRIDAY, **plan)
    assert (times(first)[1], times(customer)[1]) == (MONDAY + DAY, MONDAY)
    services.drop_plan(subject_id=second.pk, reason="项目暂停", **plan)
    assert (times(second)[1], times(customer)[1]) == (None, MONDAY + DAY)
    assert Event.objects.get(kind="activity.plan_dropped").data["note"] == "项目暂停"
    with pytest.raises(Conflict) as refused:
        services.drop_plan(subject_id=second.pk, reason="项目暂停", **plan)
    assert refused.value.code == "activities.nothing_planned"
    with pytest.raises(Conflict) as refused:
        services.move_plan(subject_id=first.pk, next_contact_at=MONDAY, expected=FRIDAY, **plan)
    assert refused.value.code == "activities.plan_changed"
    with pytest.raises(Invalid) as past:
        services.move_plan(subject_id=first.pk, next_contact_at=NOW, **plan)
    assert past.value.code == "activities.plan_in_past"


def test_a_plan_that_was_overdue_goes_back_within_the_hour_by_whoever_moved_it_and_nowhere_else(
    company: Company,
) -> None:
    late = NOW - timedelta(days=2)
    lead = a_lead(company["sales1"], next_contact_at=late)
    about = {"subject_kind": "lead", "subject_id": lead.pk}

    def move(to: datetime, who: str = "sales1", now: datetime = NOW) -> str:
        try:
            services.move_plan(**about, next_contact_at=to, actor=company[who].actor, now=now)
        except Invalid as refused:
            return refused.code
        lead.refresh_from_db()
        return "moved" if lead.next_contact_at == to else "elsewhere"

    tomorrow, refused = NOW + timedelta(days=1), "activities.plan_in_past"
    assert move(late) == refused
    assert move(tomorrow) == "moved"
    assert move(late - timedelta(hours=1)) == refused
    assert move(late, "lead1") == refused
    assert move(late, now=NOW + timedelta(minutes=61)) == refused
    assert move(late, now=NOW + timedelta(minutes=59)) == "moved"


def test_what_has_ended_is_planned_no_more(company: Company) -> None:
    won = an_opportunity(company["sales1"], a_customer(company["sales1"]), kind="won")
    plan = {"subject_kind": "opportunity", "subject_id": won.pk, "actor": company["sales1"].actor, "now": NOW}
    with pytest.raises(Conflict) as refused:
        services.move_plan(next_contact_at=FRIDAY, **plan)
    assert refused.value.code == "activities.has_ended"


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["log", "log", "edit", "remove", "restore"]),
        st.integers(0, 5),  # which contact
        st.integers(0, 100),  # hours ago
        st.none() | st.integers(1, 200),  # hours from then to the next
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_times_are_always_those_that_the_standing_contacts_say(company: Company, steps: Any) -> None:
    lead = a_lead(company["sales1"])
    made: list[Activity] = []
    for verb, which, ago, ahead in steps:
        said = {"occurred_at": NOW - ago * HOUR, "next_contact_at": ahead and NOW + (ahead - ago) * HOUR}
        if verb == "log":
            made.append(logged(company, "sales1", "lead", lead.pk, **said))
        elif made:
            activity = made[which % len(made)]
            activity.refresh_from_db()
            if verb == "edit" and activity.removed_at is None:
                edited(company, "sales1", activity, **said)
            elif verb in ("remove", "restore"):
                getattr(services, verb)(activity.pk, actor=company["sales1"].actor, now=NOW)
    standing = list(
        Activity.objects.filter(about_id=lead.pk, about_kind="lead", removed_at=None).order_by("pk")
    )
    moments = [one.occurred_at for one in standing]
    assert times(lead) == (max(moments, default=None), _planned(standing))
    assert lead.first_contact_at == min(moments, default=None)


def _planned(standing: list[Activity]) -> datetime | None:
    """Read backwards: the latest plan that no contact written down after it has settled by taking place."""
    midnight = NOW.replace(hour=16)  # of Shanghai, at the end of the day of NOW
    for place in range(len(standing) - 1, -1, -1):
        if planned := standing[place].next_contact_at:
            for later in standing[place + 1 :]:
                end = midnight - ((midnight - later.occurred_at) // DAY) * DAY
                if planned < end:
                    return None
            return planned
    return None
