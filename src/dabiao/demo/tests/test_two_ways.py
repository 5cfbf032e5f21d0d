"""One small world, lived through with the services and written in bulk: every table there is has the same rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection, transaction

from dabiao.core.access.models import User
from dabiao.core.actor import SYSTEM
from dabiao.core.identity.models import IdentityKey
from dabiao.demo import living
from dabiao.demo.bulk import writing
from dabiao.demo.company import found
from dabiao.demo.simulation import happenings
from dabiao.demo.simulation.happenings import Happening
from dabiao.demo.simulation.world import Spec, World, simulate
from dabiao.demo.staff import Staff
from dabiao.modules.analytics import services as analytics
from dabiao.modules.analytics.models import FunnelBlock
from dabiao.modules.forecasts.models import OpenSumMark
from dabiao.modules.opportunities.models import StageSumMark
from dabiao.modules.targets import services as targets
from dabiao.modules.targets.models import Entry, Share, TallyMark

pytestmark = pytest.mark.django_db

END = datetime(2026, 11, 27, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
LEADS = 60

# What no happening touches, however it is written: the rest of the tables must be compared, row by row.
ALWAYS_EMPTY = {
    *("access_apitoken", "access_companysettings", "access_look", "access_lookingday", "access_oldpassword"),
    *("access_recoverycode", "access_secondfactor", "access_session", "auth_group"),
    *("attachments_attachment", "live_ring", "throttle_tally"),
    # nobody changes a pipeline while deals are simulated (`pipelines.write`)
    *("opportunities_competitoralias", "opportunities_competitormerge"),
    *("opportunities_redesign", "opportunities_redesignslice"),
    # campaigns, their spend and what platforms brought are entered when both have ended (`channels.enter`)
    *("channels_call", "channels_campaign", "channels_campaignname", "channels_connection"),
    *("channels_delivery", "channels_spend"),
    *("axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog"),
    *("exporting_export", "exporting_exportday", "files_storedfile", "http_idempotentanswer"),
    *("importing_importedrow", "importing_importreject", "importing_importrun"),
    *(
        "activities_feedkey",
        "activities_task",
        "bulk_bulkedit",
        "notifications_device",
        "notifications_outgoing",
    ),
    # leave is entered when both have ended (`absent.write`)
    "org_absence",
    # what criteria rest on is given when both have ended (`evidence.write`)
    "opportunities_proof",
    # pulses are asked when both have ended (`pulses.write`)
    *("pulses_answer", "pulses_asked", "pulses_policy", "pulses_pulse"),
    # visits are entered when both have ended, through the services in either (`visits.write`)
    *("visits_visit", "visits_participant", "visits_checkin", "visits_coaching", "visits_knownplace"),
    "visits_terms",
    # forms are made when both have ended, of the leads that there are by then (`bulk.forms.add`)
    *("forms_code", "forms_codeday", "forms_form", "forms_formday", "forms_submission"),
    # targets are set when both have ended, through the services in either (`targets.write`)
    *("targets_breakdown", "targets_cell", "targets_node", "targets_tree", "targets_reserve"),
    *("targets_dialogue", "targets_lockpolicy", "targets_beside", "targets_capacity"),
    # sales events are held when both have ended, through the services in either (`sales_events.write`)
    *("sales_events_cost", "sales_events_deal", "sales_events_guest", "sales_events_helper"),
    *("sales_events_optout", "sales_events_salesevent"),
    # market notes and win/loss reviews are written when both have ended (`market.write`)
    *("market_card", "market_cardedition", "market_carduse", "market_note", "market_opinion"),
    *("market_profile", "debriefs_debrief", "debriefs_lesson", "debriefs_link", "debriefs_policy"),
    *("debriefs_voice", "debriefs_weight"),
    # plans are written when both have ended, through the services in either (`plans.write`)
    *("plans_plan", "plans_planitem", "plans_plancadence", "plans_planprompt"),
    # checks are drawn when both have ended (`checks.write`)
    *("checks_check", "checks_draw", "checks_programme", "checks_stratum"),
    # reports are written when both have ended, through the services in either (`reports.write`)
    *("reports_template", "reports_edition", "reports_report", "reports_copy", "reports_revision"),
    "reports_told",
    # dispatch begins when both have ended, through the services in either (`dispatching.live`)
    *(
        "dispatch_breach",
        "dispatch_case",
        "dispatch_decision",
        "dispatch_lane",
        "dispatch_outage",
        "dispatch_policy",
    ),
    *("dispatch_roster", "dispatch_rule", "dispatch_seat", "dispatch_standing", "dispatch_stint"),
    # rules of grading too are written when both have ended (`grading.write`)
    *(
        "forecasts_kept",
        "forecasts_model",
        "forecasts_opensum",
        "forecasts_opensumbasis",
        "forecasts_opensummark",
        "opportunities_stagesum",
        "opportunities_stagesummaking",
        "opportunities_stagesummark",
        "forecasts_policy",
        "forecasts_timing",
        "grading_application",
        "grading_judgement",
        "grading_model",
        "grading_policy",
        "grading_rule",
        "grading_slice",
    ),
    # nothing carries a target of the demo, and no period of one has been judged
    *("targets_alarm", "targets_alarmterms", "targets_carrier"),
    # as chats are (`chatting.live`)
    *("conversations_answer", "conversations_canned", "conversations_conversation"),
    *("conversations_message", "conversations_site", "conversations_visitor"),
    *("notifications_messengeraccount", "notifications_messengersettings"),
    *("notifications_pushkeys", "notifications_wishes"),
    # targets are set by hand, and months closed; sums by day are made by a job of what the ledger says
    *("targets_breakdown", "targets_cell", "targets_closedmonth", "targets_creditpolicy", "targets_node"),
    *("targets_tally", "targets_tallymark", "targets_tree"),
    # quotas are set when both have ended (`quotas.write`); the kinds are the product's own
    *("quotas_declared", "quotas_declaredchange", "quotas_proven", "quotas_quota", "quotas_terms"),
    # reviews are written and meetings held when both have ended (`reviews.write`, `meetings.write`)
    *("reviews_review", "reviews_finish", "reviews_point", "reviews_policy"),
    *("meetings_series", "meetings_meeting", "meetings_attendee", "meetings_topic", "meetings_decision"),
    *("analytics_funnelmark", "timers_clock", "timers_timer", "views_view", "views_viewchoice"),
}


def a_world_with_everything() -> World:
    """The first of the small worlds in which each kind of happening occurs."""
    for seed in range(1_000):
        world = simulate(Spec(LEADS, END, seed))
        if {type(one) for one in world.happenings} == set(writing.ENTERED):
            return world
    raise AssertionError("no seed makes everything happen")


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done here is undone; ids begin after what there is here, and afterwards where they would have without."""
    reached = {table: _reached(table) for table in _counting()}
    for table in reached:
        _begin_again(table)
    try:
        with transaction.atomic():
            yield
            connection.check_constraints()
            transaction.set_rollback(True)
    finally:
        # no rollback moves a sequence back, and copies of a company hold ids that it had passed (`testing.copies`)
        for table, last in reached.items():
            _answered(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")


def _counting() -> list[str]:
    """Tables that take their ids from a sequence; SQLite's counters are undone with everything else."""
    if connection.vendor != "postgresql":
        return []
    return [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.pk.get_internal_type().endswith("AutoField")
    ]


def _reached(table: str) -> int:
    return int(_answered(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id'))"))


def _begin_again(table: str) -> None:
    _answered(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL)"
        f" FROM {table}"
    )


def _answered(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def credited() -> None:
    """The ledger of attribution as it is made of records that are there already: with every row of both worlds compared, and
    not how it came about bit by bit, which `targets` proves."""
    Entry.objects.all().delete()
    Share.objects.all().delete()
    targets.credit_all(actor=SYSTEM, now=END)
    TallyMark.objects.all().delete()


def tables() -> dict[str, list[dict[str, Any]]]:
    """Every table, every column but these. Ids of keys and sums count attempts too; a password nobody has is drawn by
    chance."""
    found, but = {}, {(IdentityKey, "id"), (FunnelBlock, "id"), (FunnelBlock, "stamp"), (User, "password")}
    but |= {(Entry, "id"), (Share, "id")}  # written twice by `credited`
    for model in apps.get_models():
        fields = [one for one in model._meta.concrete_fields if one.column]
        names = [one.attname for one in fields if (model, one.attname) not in but]
        rows = [dict(zip(names, row, strict=True)) for row in model._default_manager.values_list(*names)]
        found[model._meta.db_table] = sorted(
            rows, key=lambda row: repr(sorted(row.items(), key=lambda x: x[0]))
        )
    return found


def written(world: World, write: Callable[[list[Happening], Staff], None]) -> dict[str, list[dict[str, Any]]]:
    with taken_back():
        write(world.happenings, found(world))
        analytics.settle(actor=SYSTEM, now=END)
        credited()
        for marks in (OpenSumMark, StageSumMark):  # one for each writing, as those of the ledger
            marks.objects.all().delete()
        return tables()


def test_a_world_written_in_bulk_is_row_for_row_the_one_that_the_services_leave() -> None:
    world = a_world_with_everything()
    lived = written(world, lambda happened, staff: living.live(happened, staff.people))
    bulk = written(world, lambda happened, staff: writing.write(happened, staff.people))
    assert {name for name, rows in lived.items() if not rows} == ALWAYS_EMPTY
    for name in lived:
        for one, other in zip(bulk[name], lived[name], strict=True):
            assert one == other, name


def test_every_kind_of_happening_can_be_written_both_ways() -> None:
    kinds = {one for one in vars(happenings).values() if isinstance(one, type) and issubclass(one, Happening)}
    assert set(writing.ENTERED) == kinds - {Happening}
    assert {f"_{one.__name__.lower()}" for one in writing.ENTERED} <= set(vars(living.Life))
